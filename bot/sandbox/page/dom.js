// Draws a description of the page by changing only what differs, so that focus and half-typed words stay.

const SVG = "http://www.w3.org/2000/svg";
const CHANGED_BY_PEOPLE = new Set(["value", "checked"]);
const drawn = new WeakMap();

/** Describes an element: h("p", { class: "note" }, "words", child, ...). Text is only ever set as text. */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, key: props?.key, children: asNodes(children) };
}

/** Makes the children of an element look like the description. */
export function draw(parent, ...children) {
  reconcile(parent, drawn.get(parent) ?? [], asNodes(children));
}

function asNodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (typeof child === "object" ? child : { text: String(child), children: [] }));
}

function reconcile(parent, before, after) {
  const free = new Map(before.map((node, place) => [nameOf(node, place), node]));
  const pairs = after.map((node, place) => [takeTwin(free, node, place), node]);
  for (const leftover of free.values()) leftover.dom.remove();
  let next = parent.firstChild;
  for (const [old, node] of pairs) {
    if (old) change(old, node);
    else create(node, parent);
    if (node.dom === next) next = next.nextSibling;
    else parent.insertBefore(node.dom, next);
  }
  drawn.set(parent, after);
}

function nameOf(node, place) {
  const kind = node.tag ?? "#text";
  return node.key === undefined ? `${kind} at ${place}` : `${kind} called ${node.key}`;
}

function takeTwin(free, node, place) {
  const name = nameOf(node, place);
  const twin = free.get(name);
  free.delete(name);
  return twin;
}

function create(node, parent) {
  if (node.text !== undefined) {
    node.dom = document.createTextNode(node.text);
    return;
  }
  const inSvg = node.tag === "svg" || parent.namespaceURI === SVG;
  node.dom = inSvg ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  reconcile(node.dom, [], node.children);
  setProps(node.dom, {}, node.props);
}

function change(old, node) {
  node.dom = old.dom;
  if (node.text !== undefined) {
    if (old.text !== node.text) node.dom.data = node.text;
    return;
  }
  reconcile(node.dom, old.children, node.children);
  setProps(node.dom, old.props, node.props);
}

function setProps(dom, before, after) {
  for (const name of Object.keys(before)) if (!(name in after)) setProp(dom, name, null);
  for (const [name, value] of Object.entries(after)) {
    if (CHANGED_BY_PEOPLE.has(name)) {
      if (dom[name] !== value) dom[name] = value;
    } else if (before[name] !== value) setProp(dom, name, value);
  }
}

function setProp(dom, name, value) {
  if (name === "key") return;
  if (name.startsWith("on")) dom[name] = value ?? null;
  else if (value === null || value === undefined || value === false) dom.removeAttribute(name);
  else dom.setAttribute(name, value === true ? "" : String(value));
}
