/* For pages that draw themselves: a sentence with its values, an element with its words, a list of them. */
Forma.filled = (text, values = {}) => Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
Forma.element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
/* Rows that say the same stay where they are: what is pressed just now is not taken away from under the finger. */
Forma.rows = (list, rows) => {
  const values = (row) => [...row.querySelectorAll("input")].map((one) => one.value).join();
  const rest = new Set(list.children);
  const same = (row) => [...rest].find((old) => old === row || (old.isEqualNode(row) && values(old) === values(row)));
  const drawn = rows.map((row) => {
    const one = same(row) || row;
    rest.delete(one);
    return one;
  });
  rest.forEach((one) => one.remove());
  drawn.forEach((row, at) => row === list.children[at] || list.insertBefore(row, list.children[at]));
};
