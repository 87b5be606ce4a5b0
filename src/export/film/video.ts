import {
  BufferTarget,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  QUALITY_VERY_HIGH,
  StreamTarget,
  WebMOutputFormat,
  canEncodeVideo,
} from 'mediabunny';
import type { FilmFormat } from '../../contract/film';
import type { PictureSize } from '../../contract/picture-shape';

type VideoFormat = Exclude<FilmFormat, 'gif'>;

const CODECS = { mp4: 'avc', webm: 'vp9' } as const;
/** Seconds between frames that stand for themselves: a player jumps to them. */
const KEY_FRAMES = 1;

/** Whether this browser encodes it; it is tried, for what browsers say of themselves is not always so. */
export const canWriteVideo = (
  format: VideoFormat,
  { width, height }: PictureSize,
  frameRate: number,
): Promise<boolean> =>
  canEncodeVideo(CODECS[format], { width, height, frameRate, quality: QUALITY_VERY_HIGH });

/** A video of what a canvas shows, frame by frame. */
export interface Video {
  /** Takes the canvas as it is as the next frame; resolves once there is room for another one. */
  add(): Promise<void>;
  /** @returns the video; null where it was written to a file. */
  finish(): Promise<Blob | null>;
}

/** @param file written to as it is made, and closed at its end; null for into a Blob. */
export async function openVideo(
  format: VideoFormat,
  canvas: OffscreenCanvas,
  framesPerSecond: number,
  tags: { readonly title: string; readonly comment: string },
  file: FileSystemWritableFileStream | null,
): Promise<Video> {
  const target = file ? new StreamTarget(file, { chunked: true }) : new BufferTarget();
  const container = format === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format: container, target });
  const source = new CanvasSource(canvas, {
    codec: CODECS[format],
    quality: QUALITY_VERY_HIGH,
    keyFrameInterval: KEY_FRAMES,
  });
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  output.setMetadataTags({ ...tags });
  await output.start();
  let frames = 0;
  return {
    async add() {
      await source.add(frames / framesPerSecond, 1 / framesPerSecond);
      frames += 1;
    },
    async finish() {
      await output.finalize();
      if (target instanceof StreamTarget) return null;
      if (!target.buffer) throw new Error('A finished film is empty.');
      return new Blob([target.buffer], { type: `video/${format}` });
    },
  };
}
