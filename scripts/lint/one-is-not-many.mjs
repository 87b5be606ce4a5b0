/** What the studio counts; a number of them is written by one function, so that one thing is never
 *  told as many. */
const COUNTED = [
  ...['pictures', 'files', 'folders', 'epochs', 'steps', 'runs', 'layers', 'parameters'],
  ...['samples', 'generators', 'checkpoints', 'channels', 'numbers', 'rows', 'entries'],
  ...['bytes', 'seconds', 'minutes', 'hours', 'days', 'sets', 'incidents', 'tensors'],
];
const AFTER_A_NUMBER = new RegExp(`^ (${COUNTED.join('|')})\\b`);

export const oneIsNotMany = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      many: 'One thing is not many: countOf() of words/en/count-of tells a number of things.',
    },
  },
  create: (context) => ({
    TemplateElement(node) {
      if (node !== node.parent.quasis?.[0] && AFTER_A_NUMBER.test(node.value.raw)) {
        context.report({ node, messageId: 'many' });
      }
    },
  }),
};
