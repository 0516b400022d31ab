// The block in the editor: a place for the widget, and its settings. Pages get what the plugin renders.
;(({ blocks, blockEditor, components, element }, words) => {
  const { createElement: el, Fragment } = element
  const { InspectorControls, useBlockProps } = blockEditor
  const { PanelBody, Placeholder, SelectControl, TextControl } = components

  function Edit({ attributes, setAttributes }) {
    const common = (name) => ({
      key: name,
      label: words[name],
      value: attributes[name],
      onChange: (value) => setAttributes({ [name]: value }),
      __nextHasNoMarginBottom: true,
    })
    const text = (name) => el(TextControl, common(name))
    const choice = (name, values) =>
      el(SelectControl, { ...common(name), options: [{ value: '', label: words.form }, ...values.map(([value, label]) => ({ value, label }))] })
    return el(
      Fragment,
      null,
      el(
        InspectorControls,
        null,
        el(
          PanelBody,
          { title: words.title },
          text('key'),
          text('service'),
          text('resource'),
          choice('mode', [
            ['inline', words.inline],
            ['modal', words.modal],
            ['floating', words.floating],
          ]),
          choice('lang', [
            ['ru', 'Русский'],
            ['en', 'English'],
          ]),
        ),
      ),
      el('div', useBlockProps(), el(Placeholder, { icon: 'calendar-alt', label: words.title, instructions: words.hint })),
    )
  }

  blocks.registerBlockType('okno/booking', { edit: Edit, save: () => null })
})(window.wp, window.oknoBlock)
