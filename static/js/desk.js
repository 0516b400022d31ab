// What only the board and what belongs to it need, beside panel.js.
import './closing.js'
import './mini-month.js'
import './narrow.js'
import './pay.js'
import './quick.js'
import './range.js'
import './walk-in.js'
import './week-of.js'
