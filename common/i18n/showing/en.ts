/** What the technician's tools for drawing on a picture say, in the panel and in the large view. */
export const en = {
  drawing: 'Drawing',
  point: 'Point',
  pen: 'Pen',
  arrow: 'Arrow',
  number: 'Number',
  undo: 'Undo',
  erase: 'Erase all',
  erase_short: 'Erase',
  with_key: '{what} ({key})',

  pad: 'Draw on the picture',
  pad_keys:
    'Keys 1 to 4 choose Point, Pen, Arrow or Number. The arrow keys move the cross-hair, with Shift ten times as far. Space presses and lifts the tool. Escape drops the line, then puts the tool away. Control Z undoes, Delete erases all.',
  pad_keys_zoom: 'Plus, minus and 0 zoom the picture; without a tool the arrow keys move it.',

  still_frame: 'Frozen picture',
  still_photo: 'Photo',

  zoom: 'Zoom of this picture',
  zoom_in: 'Zoom in',
  zoom_out: 'Zoom out',
  zoom_whole: 'Show the whole picture',
};
