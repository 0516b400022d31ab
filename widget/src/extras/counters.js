const ONCE = { open: 1, slot: 1 }

/**
 * Tells the page's own counters, as far as it has them and the form names them, what the visitor does: count(event, service) with
 * the event open, slot, booked or lead, and the ref of a service. What a counter makes of it is the page's; nothing is loaded,
 * nothing personal is told, and what goes wrong there is nobody's trouble here. Opened and chosen it says once.
 */
export function counting(counters, key, page = window) {
  const told = {}
  return (event, service) => {
    if (told[event]) return
    told[event] = ONCE[event]
    const name = 'okno_' + event
    const about = { okno_form: key, ...(service && { okno_service: service }) }
    const { metrika, ga4, data_layer: layer } = counters
    if (metrika) quietly(() => page.ym?.(+metrika, 'reachGoal', name, about))
    if (ga4) quietly(() => page.gtag?.('event', name, { ...about, send_to: ga4 }))
    // biome-ignore lint/complexity/useLiteralKeys: Tag Manager listens to this very method, whatever the page has made of arrays
    if (layer) quietly(() => page.dataLayer?.['push']({ event: name, ...about }))
  }
}

function quietly(act) {
  try {
    act()
  } catch {
    // the page's own
  }
}
