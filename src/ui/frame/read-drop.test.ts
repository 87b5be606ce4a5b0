import { describe, expect, it } from 'vitest';
import { readDrop, type Dropped } from './read-drop';

/** A transfer with these data by type, and these files. */
function dropOf(data: Readonly<Record<string, string>>, files: File[] = []): Dropped {
  const transfer = {
    types: [...Object.keys(data), ...(files.length > 0 ? ['Files'] : [])],
    files: files as unknown as FileList,
    getData: (type: string) => data[type] ?? '',
  };
  return readDrop(transfer);
}
const says = (dropped: Dropped): string => (dropped.kind === 'refused' ? dropped.says : '');
const PIXEL = 'R0lGODlhAQABAAAAACwAAAAAAQABAAA=';

describe('what a drop holds [PIC17]', () => {
  it('files come first, whatever else is there', () => {
    const file = new File(['x'], 'a.png');
    expect(dropOf({}, [file]).kind).toBe('files');
    const html = '<img src="https://elsewhere.example/a.png">';
    expect(dropOf({ 'text/html': html }, [file]).kind).toBe('files');
  });

  it.each([
    { 'text/html': `<meta charset=utf-8><img alt="" src="data:image/gif;base64,${PIXEL}">` },
    { 'text/html': `<a href=x><img src='data:image/gif;base64,${PIXEL.replace('=', '%3D')}'></a>` },
    { 'text/uri-list': `# dragged\r\ndata:image/gif;base64,${PIXEL}` },
    { 'text/x-moz-url': `data:image/gif;base64,${PIXEL}\nA title` },
  ])('a picture in data is taken as the file it is: %o', async (data) => {
    const dropped = dropOf({ 'text/plain': 'x', ...data });
    expect(dropped.kind).toBe('picture');
    if (dropped.kind !== 'picture') return;
    expect(dropped.file.type).toBe('image/gif');
    expect(await dropped.file.text()).toMatch(/^GIF89a/);
  });

  it('an SVG in data is text', async () => {
    const dropped = dropOf({ 'text/uri-list': 'data:image/svg+xml,%3Csvg%20id=%22a%22/%3E' });
    expect(dropped.kind === 'picture' && (await dropped.file.text())).toBe('<svg id="a"/>');
  });

  it('what cannot be taken is told apart, and never fetched', () => {
    const page = '<a href="https://elsewhere.example/"><img\nclass="b" src="https://x.example/a">';
    const link = 'https://elsewhere.example/';
    expect(says(dropOf({ 'text/uri-list': link, 'text/html': page }))).toMatch(/only the address/);
    expect(says(dropOf({ 'text/uri-list': `${link}a.JPG?x=1` }))).toMatch(/only the address/);
    expect(says(dropOf({ 'text/uri-list': link }))).toMatch(/a link/);
    expect(says(dropOf({ 'text/uri-list': 'file:///home/me/a.png' }))).toMatch(/hand it over/);
    expect(says(dropOf({ 'text/plain': 'words' }))).toMatch(/text/);
    expect(says(dropOf({ 'text/html': '<p data-src="x">words</p>' }))).toMatch(/text/);
    expect(says(dropOf({ 'application/x-something': 'x' }))).toMatch(/nothing/);
    expect(says(dropOf({ 'text/uri-list': 'data:image/png;base64,%%%' }))).toMatch(/a link/);
    expect(says(dropOf({ 'text/uri-list': 'data:text/html,<script>' }))).toMatch(/a link/);
  });
});
