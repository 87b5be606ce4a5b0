/** What jobs begin with that are told a convolution by its axes: x [pictures, height, width, channels], a
 *  filter of kernelRows by kernelColumns, y [pictures, outHeight, outWidth, columns]. */
export class Convolution {
  pictures: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  columns: i32;
  kernelRows: i32;
  kernelColumns: i32;
  strideRows: i32;
  strideColumns: i32;
  padRows: i32;
  padColumns: i32;
}
