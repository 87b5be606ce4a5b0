const WRITES = /^(toFixed|toLocale\w*String)$/;

/** How numbers, dates, plurals and lists are written is the business of src/words/format.ts, which
 *  knows the language. */
export const oneFormat = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { format: '{{name}} writes for people: src/words/format.ts does that.' },
  },
  create(context) {
    const report = (node, name) => context.report({ node, messageId: 'format', data: { name } });
    return {
      MemberExpression(node) {
        if (node.object.name === 'Intl') report(node, 'Intl');
        else if (WRITES.test(node.property.name)) report(node, node.property.name);
      },
    };
  },
};
