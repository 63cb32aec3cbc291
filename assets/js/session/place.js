/**
 * Puts the page's own URL in the place of the launch's, before Turbo notes where it is: a reload
 * would otherwise ask for GET /lti/launch, which exists only for POST.
 */
export function takePlace(root = document, view = window) {
  const meta = root.querySelector('meta[name="courtyard-page"]')
  if (!meta) return
  const place = new URL(meta.content, view.location.origin)
  meta.remove()
  if (place.origin !== view.location.origin) return
  view.history.replaceState(view.history.state, "", place.href)
}
