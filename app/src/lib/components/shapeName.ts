/** Marks that stand for segments, told apart without colour; `ring` is for those between. */
export type ShapeName = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'ring';
