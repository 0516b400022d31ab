// What only the pages of schedules need, beside panel.js.
import './plan.js'
import './week-paint.js'
