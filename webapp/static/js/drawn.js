/* For pages that draw themselves: a sentence with its values, an element with its words. */
Forma.filled = (text, values = {}) => Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
Forma.element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
