import { describe, expect, it } from 'vitest';
import type { Dropped } from '../../contract/intake';
import { readDrop } from './read-drop';

/** A transfer with these data by type, and these files. */
function dropOf(data: Readonly<Record<string, string>>, files: File[] = []): Dropped {
  const transfer = {
    types: [...Object.keys(data), ...(files.length > 0 ? ['Files'] : [])],
    files: files as unknown as FileList,
    items: files.map((file) => ({
      kind: 'file',
      webkitGetAsEntry: () => null,
      getAsFile: () => file,
    })),
    getData: (type: string) => data[type] ?? '',
  };
  return readDrop(transfer as unknown as DataTransfer);
}
const why = (dropped: Dropped): string => (dropped.kind === 'refused' ? dropped.why : '');
const filesOf = async (dropped: Dropped) => (dropped.kind === 'files' ? dropped.files : []);
const PIXEL = 'R0lGODlhAQABAAAAACwAAAAAAQABAAA=';

describe('what a drop holds [PIC17]', () => {
  it('files come first, whatever else is there', async () => {
    const file = new File(['x'], 'a.png');
    const html = '<img src="https://elsewhere.example/a.png">';
    for (const data of [{}, { 'text/html': html }]) {
      expect(await filesOf(dropOf(data, [file]))).toEqual([{ path: 'a.png', file }]);
    }
  });

  it('[PICT3] tells of a lone file', () => {
    const [one, other] = [new File(['x'], 'a.png'), new File(['x'], 'b.png')];
    expect(dropOf({}, [one])).toMatchObject({ lone: one });
    expect(dropOf({}, [one, other])).not.toHaveProperty('lone');
  });

  it('[FILE1] tells where all of it bears the name of a project', () => {
    const projects = (...names: string[]) =>
      dropOf(
        {},
        names.map((name) => new File(['x'], name)),
      );
    expect(projects('A <b>run</b>.ATELIER')).toMatchObject({ kind: 'files', projects: true });
    expect(projects('a.atelier', 'b.png')).toMatchObject({ kind: 'files', projects: false });
    expect(projects('set.zip')).toMatchObject({ kind: 'files', projects: false });
  });

  it.each([
    { 'text/html': `<meta charset=utf-8><img alt="" src="data:image/gif;base64,${PIXEL}">` },
    { 'text/html': `<a href=x><img src='data:image/gif;base64,${PIXEL.replace('=', '%3D')}'></a>` },
    { 'text/uri-list': `# dragged\r\ndata:image/gif;base64,${PIXEL}` },
    { 'text/x-moz-url': `data:image/gif;base64,${PIXEL}\nA title` },
  ])('a picture in data is taken as the file it is: %o', async (data) => {
    const dropped = dropOf({ 'text/plain': 'x', ...data });
    expect(dropped).toMatchObject({ kind: 'files', projects: false });
    const [picture] = await filesOf(dropped);
    expect(picture!.file.type).toBe('image/gif');
    expect(await picture!.file.text()).toMatch(/^GIF89a/);
  });

  it('an SVG in data is text', async () => {
    const dropped = dropOf({ 'text/uri-list': 'data:image/svg+xml,%3Csvg%20id=%22a%22/%3E' });
    expect(await (await filesOf(dropped))[0]!.file.text()).toBe('<svg id="a"/>');
  });

  it('what cannot be taken is told apart, and never fetched', () => {
    const page = '<a href="https://elsewhere.example/"><img\nclass="b" src="https://x.example/a">';
    const link = 'https://elsewhere.example/';
    expect(why(dropOf({ 'text/uri-list': link, 'text/html': page }))).toBe('pictureAddress');
    expect(why(dropOf({ 'text/uri-list': `${link}a.JPG?x=1` }))).toBe('pictureAddress');
    expect(why(dropOf({ 'text/uri-list': link }))).toBe('link');
    expect(why(dropOf({ 'text/uri-list': 'file:///home/me/a.png' }))).toBe('fileAddress');
    expect(why(dropOf({ 'text/plain': 'words' }))).toBe('text');
    expect(why(dropOf({ 'text/html': '<p data-src="x">words</p>' }))).toBe('text');
    expect(why(dropOf({ 'application/x-something': 'x' }))).toBe('nothing');
    expect(why(dropOf({ 'text/uri-list': 'data:image/png;base64,%%%' }))).toBe('link');
    expect(why(dropOf({ 'text/uri-list': 'data:text/html,<script>' }))).toBe('link');
  });
});
