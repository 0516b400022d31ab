// A site of one page: each view throws the one before away.
const app = document.getElementById('app')
const views = {
  booking: '<h1>Запись</h1><div id="place"></div>',
  about: '<h1>О нас</h1><p>Лепим с 2009 года.</p>',
  // Markup with a snippet in it: the script of it never runs.
  snippet: '<h1>Ещё одна запись</h1><script data-okno="atelier-tabs"></' + 'script>',
}
window.show = (name) => { app.innerHTML = views[name] }
show('booking')
