import ts from 'typescript';

/**
 * Text that a page's own script may change, or that stands beside what comes and goes, is the only
 * child of its element. A browser that translates the page replaces its text nodes by elements of
 * its own; React keeps the nodes that it made. A figure of several text nodes then never changes
 * again, and an element that is put before such a text throws. An element with one text as its only
 * child is written anew as a whole, which goes well.
 */
export const oneText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      mixed:
        'Text beside what can change freezes in a translated page: make it one template string, or give it an element of its own.',
      bare: 'Text in a fragment stands beside its siblings: give it an element of its own.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const check = (node) => {
      const children = node.children.filter(
        (child) =>
          !(child.type === 'JSXText' && child.value.trim() === '') &&
          !(
            child.type === 'JSXExpressionContainer' &&
            child.expression.type === 'JSXEmptyExpression'
          ),
      );
      const texts = children.filter((child) => isText(child, services));
      if (texts.length === 0) return;
      if (node.type === 'JSXFragment') {
        context.report({ node: texts[0], messageId: 'bare' });
      } else if (children.length > 1 && children.some(changes)) {
        context.report({ node: texts[0], messageId: 'mixed' });
      }
    };
    return { JSXElement: check, JSXFragment: check };
  },
};

const isLiteral = ({ expression }) => expression.type === 'Literal';

const changes = (child) => child.type === 'JSXExpressionContainer' && !isLiteral(child);

function isText(child, services) {
  if (child.type === 'JSXText') return true;
  if (child.type !== 'JSXExpressionContainer') return false;
  const type = services.getTypeAtLocation(child.expression);
  // What is handed through is looked at where it is written.
  if (type.aliasSymbol?.name === 'ReactNode') return false;
  const parts = type.isUnion() ? type.types : [type];
  // React draws nothing for '', which is what `text && <p />` leaves.
  return parts.some((part) => part.value !== '' && isTextType(part));
}

const isTextType = (part) =>
  (part.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) !== 0;
