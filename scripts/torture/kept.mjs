/**
 * Runs in a page: reads the studio's database raw, with none of the studio's code, and says all
 * that is wrong with it. Sent as text, it must not refer to anything outside itself.
 * @returns {Promise<{problems: string[], runs: {id: string, state: string, step: number,
 *   checkpoint: {step: number, epoch: number, savedAt: number} | null, saves: number[], rows: number}[]}>}
 */
export async function inspectKept() {
  const COLUMNS = 6;
  const BLOCK_ROWS = 1024;
  const problems = [];
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('atelier');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const names = [...database.objectStoreNames];
  const all = Object.fromEntries(
    await Promise.all(
      names.map(
        (name) =>
          new Promise((resolve, reject) => {
            const asking = database.transaction(names).objectStore(name).getAll();
            asking.onsuccess = () => resolve([name, asking.result]);
            asking.onerror = () => reject(asking.error);
          }),
      ),
    ),
  );
  database.close();
  const expect = (holds, what) => {
    if (!holds) problems.push(what);
  };
  const same = (one, two) => one.length === two.length && one.every((x, i) => x === two[i]);
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

  /** A head's parts: all there, of the right length, with the right sums, with finite numbers. */
  const partsTaken = new Set();
  async function inspectPacked(kind, head, place) {
    const which = `${kind} at ${place} of run ${head.runId}`;
    const parts = all.parts
      .filter((part) => part.runId === head.runId && part.kind === kind && part.place[0] === place)
      .sort((one, two) => one.part - two.part);
    parts.forEach((part) => partsTaken.add(part));
    expect(parts.length === head.packed.parts.length, `${which}: ${parts.length} parts`);
    for (const [i, part] of parts.entries()) {
      const said = head.packed.parts[i];
      expect(part.part === i, `${which}: part ${i} is missing`);
      expect(part.bytes.length === said?.bytes, `${which}: part ${i} has other bytes`);
      expect(said && same(said.sha256, await sha256(part.bytes)), `${which}: sum of part ${i}`);
    }
    const numbers = head.packed.tensors.reduce(
      (sum, { shape }) => sum + shape.reduce((product, edge) => product * edge, 1),
      0,
    );
    const bytes = new Uint8Array(await new Blob(parts.map((part) => part.bytes)).arrayBuffer());
    expect(bytes.length === 4 * numbers, `${which}: ${bytes.length} bytes, ${numbers} numbers`);
    const sound = new Float32Array(bytes.buffer, 0, bytes.length >> 2).every(Number.isFinite);
    expect(sound, `${which}: numbers that are not finite`);
  }

  /** Whole rows, their steps consecutive from `first`. */
  function inspectRows(rows, first, which) {
    expect(rows.length % COLUMNS === 0, `${which}: ${rows.length} numbers are no whole rows`);
    for (let row = 0; row * COLUMNS < rows.length; row++) {
      if (rows[row * COLUMNS] === first + row) continue;
      problems.push(`${which}: step ${rows[row * COLUMNS]} where ${first + row} belongs`);
      break;
    }
  }

  const runs = [];
  for (const run of all.runs) {
    const mine = (name) => all[name].filter((record) => record.runId === run.id);
    const heads = mine('checkpoints').sort((one, two) => one.step - two.step);
    const newest = heads.at(-1);
    const told = run.checkpoint;
    expect((newest?.step ?? null) === (told?.step ?? null), `run ${run.id}: its newest checkpoint`);
    expect(!told || newest?.savedAt === told.savedAt, `run ${run.id}: when it was saved`);
    expect(!told || newest?.epoch === told.epoch, `run ${run.id}: the checkpoint's epoch`);
    for (const head of heads) {
      await inspectPacked('checkpoints', head, head.step);
      const first = Math.floor(head.step / BLOCK_ROWS) * BLOCK_ROWS + 1;
      inspectRows(head.metricTail, first, `tail of checkpoint ${head.step}`);
      expect(
        head.metricTail.length === (head.step % BLOCK_ROWS) * COLUMNS,
        `tail of checkpoint ${head.step}: ${head.metricTail.length} numbers`,
      );
    }
    for (const head of mine('generators')) await inspectPacked('generators', head, head.epoch);

    const blocks = mine('metrics').sort((one, two) => one.block - two.block);
    for (const [i, { block, rows }] of blocks.entries()) {
      const which = `metrics ${block} of run ${run.id}`;
      expect(block === i, `${which}: block ${i} is missing`);
      inspectRows(rows, block * BLOCK_ROWS + 1, which);
      const full = rows.length === BLOCK_ROWS * COLUMNS;
      expect(full || i === blocks.length - 1, `${which}: not full, and not the last`);
    }
    const rows = blocks.reduce((sum, block) => sum + block.rows.length / COLUMNS, 0);
    // The rows of the last block that was not full lie in the checkpoint as well.
    const needed = told ? Math.floor(told.step / BLOCK_ROWS) * BLOCK_ROWS : 0;
    expect(rows >= needed, `run ${run.id}: ${rows} rows of metrics before step ${told?.step}`);

    for (const { epoch, image, type } of mine('samples')) {
      const picture = await createImageBitmap(new Blob([image], { type })).catch(() => null);
      expect(picture, `grid of epoch ${epoch}: an image that cannot be read`);
      picture?.close();
    }
    const dataset = all.datasets.find((set) => set.id === run.datasetId);
    expect(dataset, `run ${run.id}: its pictures`);
    const saves = heads.map((head) => head.savedAt);
    runs.push({ id: run.id, state: run.state, step: run.step, checkpoint: told, saves, rows });
  }
  for (const part of all.parts) {
    expect(partsTaken.has(part), `a part of ${part.kind} ${part.place} that belongs to nothing`);
  }
  for (const set of all.datasets) {
    const chunks = all.chunks.filter((chunk) => chunk.datasetId === set.id);
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.pixels.length, 0);
    expect(bytes === set.bytes, `set ${set.id}: ${bytes} of ${set.bytes} bytes`);
  }
  for (const { runId, store, place } of all.sizes) {
    const known = all.runs.some((run) => run.id === runId);
    expect(known, `size of ${store} ${place.join()} of a run that is not there`);
  }
  return { problems, runs };
}

/** Runs in a page: when the newest checkpoint of the only run was saved, in milliseconds since the
 *  Unix epoch; 0 before the first. */
export async function lastSaved() {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('atelier');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const asking = database.transaction('runs').objectStore('runs').getAll();
      asking.onsuccess = () => resolve(asking.result[0]?.checkpoint?.savedAt ?? 0);
      asking.onerror = () => reject(asking.error);
    });
  } finally {
    database.close();
  }
}
