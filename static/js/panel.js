import "./dialogs.js";
import "./keys.js";
import "./live.js";
import "./now.js";
import "./place.js";
import "./toasts.js";
