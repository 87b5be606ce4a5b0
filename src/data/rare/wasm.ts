/** A decoder's program could not be fetched, as when the server is gone. */
export class DecoderMissing extends Error {
  override readonly name = 'DecoderMissing';
}

/** The bytes of a WebAssembly file of ours. @throws DecoderMissing */
export async function fetchProgram(url: string): Promise<ArrayBuffer> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await answer.arrayBuffer();
  } catch (error) {
    throw new DecoderMissing('A decoder could not be fetched.', { cause: error });
  }
}
