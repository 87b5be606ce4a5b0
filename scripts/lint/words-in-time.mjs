/** A text that is taken while a module loads stays in the language of that moment. */
export const wordsInTime = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { early: 'Ask for words() where they are shown: the language may change.' },
  },
  create: (context) => ({
    'CallExpression[callee.name="words"]'(node) {
      for (let at = node.parent; at; at = at.parent) if (/Function/.test(at.type)) return;
      context.report({ node, messageId: 'early' });
    },
  }),
};
