// Somebody else's text as it is shown.
const hidden =
  // oxlint-disable-next-line no-control-regex -- it is there to take control characters out
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const publicUri = /^(https?|ipfs|ar):\/\/[^ "<>\\^`{|}]+$/;
const image = /\.(png|jpe?g|gif|webp|svg|avif)$/;

export const clean = (text, maxLength) => text.replace(hidden, '').trim().slice(0, maxLength);
export const maxName = 64;
export const maxSymbol = 16;
export const maxUri = 200;

export const isPublicUri = (uri) => publicUri.test(uri);
export const isImageUri = (uri) => isPublicUri(uri) && image.test(uri.split(/[?#]/, 1)[0]);

export const uris = (uri) => ({
  imageUri: isImageUri(uri) ? uri : null,
  metadataUri: isPublicUri(uri) ? uri : null,
});
