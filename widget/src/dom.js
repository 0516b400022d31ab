import { each } from './list.js'

/**
 * An element, built without HTML text (Trusted Types) and without style attributes (a strict style-src).
 * props: `class` and other attributes (true is written "true", null, undefined and false take it away), `text`, `on` = {event: handler}.
 * kids: nodes, texts, lists of these, or nothing.
 */
export function el(tag, props, ...kids) {
  return filled(document.createElement(tag), props, kids)
}

/** The same for an SVG element. */
export function svg(tag, props, ...kids) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), props, kids)
}

function filled(node, props, kids) {
  set(node, props)
  put(node, kids)
  return node
}

/** Sets what el() takes as props on an element that is there. */
export function set(node, props) {
  for (const name in props) {
    const value = props[name]
    if (name === 'text') node.textContent = value
    else if (name === 'on') for (const event in value) node.addEventListener(event, value[event])
    else if (value === null || value === undefined || value === false) node.removeAttribute(name)
    else node.setAttribute(name, value)
  }
}

/** Appends kids to a node. */
export function put(node, kid) {
  if (kid === null || kid === undefined || kid === false || kid === '') return
  if (typeof kid === 'object' && !kid.nodeType) each(kid, (k) => put(node, k))
  else node.append(kid)
}

/** Replaces what is in a node. */
export function refill(node, ...kids) {
  node.textContent = ''
  put(node, kids)
}
