/** A docstring as Markdown. */
import {
  type DocCodeSpan,
  type DocComment,
  type DocErrorText,
  type DocEscapedText,
  type DocFencedCode,
  type DocNode,
  DocNodeKind,
  type DocPlainText,
  type DocSection,
} from '@microsoft/tsdoc';

/** How a docstring reads: its paragraphs, then what it throws, returns and shows. */
export function proseOf(comment: DocComment | undefined): string {
  if (!comment) return '';
  const parts = [sectionText(comment.summarySection)];
  if (comment.remarksBlock) parts.push(sectionText(comment.remarksBlock.content));
  for (const { parameterName, content } of comment.params.blocks) {
    parts.push(`\`${parameterName}\`: ${sectionText(content)}`);
  }
  if (comment.returnsBlock) parts.push(`Returns ${sectionText(comment.returnsBlock.content)}`);
  for (const { blockTag, content } of comment.customBlocks) {
    const word = blockTag.tagNameWithUpperCase === '@THROWS' ? 'Throws ' : '';
    parts.push(word + sectionText(content));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

const sectionText = (section: DocSection) => section.nodes.map(textOf).join('').trim();

/** Markdown of a node: what our docstrings hold, and of everything else what stands in it. */
function textOf(node: DocNode): string {
  const within = () => node.getChildNodes().map(textOf).join('');
  switch (node.kind) {
    case DocNodeKind.Paragraph:
      return `${within().trim()}\n\n`;
    case DocNodeKind.SoftBreak:
      return ' ';
    case DocNodeKind.CodeSpan:
      return `\`${(node as DocCodeSpan).code}\``;
    case DocNodeKind.FencedCode: {
      const { code, language } = node as DocFencedCode;
      return `\`\`\`${language}\n${code}\`\`\`\n\n`;
    }
    case DocNodeKind.PlainText:
      return (node as DocPlainText).text;
    case DocNodeKind.EscapedText:
      return (node as DocEscapedText).decodedText;
    case DocNodeKind.ErrorText:
      return (node as DocErrorText).text;
    default:
      return within();
  }
}
