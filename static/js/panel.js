import "./dialogs.js";
import "./editor.js";
import "./keys.js";
import "./live.js";
import "./now.js";
import "./order.js";
import "./place.js";
import "./toasts.js";
