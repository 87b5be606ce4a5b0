/** Attributes that people read or hear. */
const SPOKEN = new Set([
  ...['label', 'title', 'alt', 'placeholder', 'description', 'unit', 'error'],
  ...['aria-label', 'aria-valuetext', 'aria-description', 'aria-roledescription'],
]);
/** Attributes that nobody reads. */
const SILENT = new Set(['key', 'className', 'style', 'viewBox', 'd']);
/** Failures for whoever reads the code; people are told of them by a text of the catalogue. */
const FOR_PROGRAMMERS = new Set(['Error', 'TypeError', 'RangeError', 'DOMException']);
/** What takes selectors and media queries. */
const SELECTING = new Set([
  'closest',
  'matches',
  'matchMedia',
  'querySelector',
  'querySelectorAll',
]);

const LETTER = /\p{L}/u;
/** Words in a row, a capital as a label begins with, or a word next to what is filled in. */
const READS =
  /\p{L}{2,}[,.:;…]?\s+\p{L}|^\s*\p{Lu}\p{Ll}+(?![\p{L}\d_.:/-])|^\s+\p{L}{2,}|\p{L}{2,}\s+$/u;

/**
 * What people read stands in `src/words`, one language to a folder: elsewhere there is no sentence
 * and no label, be it text of an element, an attribute, or a string that reads like one. Names that
 * no language translates are handed in as `names`. `within: 'messages'` looks only at what messages are
 * made of: parameters of a StudioError, and `params` beside a `code`.
 */
export const textInCatalogue = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: {
          names: { type: 'array', items: { type: 'string' } },
          within: { enum: ['page', 'messages'] },
        },
        additionalProperties: false,
      },
    ],
    messages: { text: '"{{text}}" is for people to read: its place is the catalogue, src/words.' },
  },
  create(context) {
    const names = new Set(context.options[0]?.names ?? []);
    const messages = context.options[0]?.within === 'messages';
    const look = (node, texts) => {
      if (messages && !isParameter(node)) return;
      const place = placeOf(node);
      if (place === 'silent' || texts[0]?.startsWith('<')) return;
      const reads = place === 'spoken' ? LETTER : READS;
      const text = texts.find((part) => reads.test(part) && !names.has(part.trim()));
      if (text === undefined) return;
      context.report({ node, messageId: 'text', data: { text: text.trim().slice(0, 40) } });
    };
    return {
      JSXText: (node) => look(node, [node.value]),
      Literal(node) {
        if (typeof node.value === 'string') look(node, [node.value]);
      },
      TemplateLiteral: (node) =>
        look(
          node,
          node.quasis.map(({ value }) => value.cooked),
        ),
    };
  },
};

/** Whether a string is among what a message speaks of: a sentence there is one that no catalogue has. */
function isParameter(node) {
  for (let inner = node; inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (/Function/.test(parent.type)) return false;
    if (parent.type === 'NewExpression' && parent.callee.name === 'StudioError')
      return parent.arguments[1] === inner;
    if (parent.type !== 'Property' || parent.value !== inner) continue;
    if (keyOf(parent) === 'params' && parent.parent.properties.some((one) => keyOf(one) === 'code'))
      return true;
  }
  return false;
}

const keyOf = ({ key }) => key?.name ?? key?.value;

/** Where a string ends up: `spoken` where any letter is read, `silent` where none is. */
function placeOf(node) {
  if (node.type === 'JSXText') return 'spoken';
  let inner = node;
  // A text that is chosen among others, or put together, is where the whole is.
  while (/^(ConditionalExpression|LogicalExpression|TSAsExpression)$/.test(inner.parent.type)) {
    if (inner.parent.test === inner) return 'silent';
    inner = inner.parent;
  }
  const { parent } = inner;
  switch (parent.type) {
    case 'JSXExpressionContainer':
      return parent.parent.type === 'JSXAttribute' ? attribute(parent.parent) : 'spoken';
    case 'JSXAttribute':
      return attribute(parent);
    case 'NewExpression':
      return FOR_PROGRAMMERS.has(parent.callee.name) ? 'silent' : 'anywhere';
    case 'CallExpression':
      return SELECTING.has(parent.callee.property?.name ?? parent.callee.name)
        ? 'silent'
        : 'anywhere';
    case 'BinaryExpression':
      return parent.operator === '+' ? 'anywhere' : 'silent';
    case 'Property':
      return parent.key === inner && !parent.computed ? 'silent' : 'anywhere';
    case 'SwitchCase':
    case 'TSLiteralType':
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'MemberExpression':
      return 'silent';
    default:
      return 'anywhere';
  }
}

function attribute({ name }) {
  if (SILENT.has(name.name)) return 'silent';
  return SPOKEN.has(name.name) ? 'spoken' : 'anywhere';
}
