export function findPython(): { readonly path: string | null; readonly get: string };
