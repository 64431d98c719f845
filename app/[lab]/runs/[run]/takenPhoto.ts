/** Longest side of a photo as it is kept, px: a label across the bench can be read, and a week of them fits a phone. */
const longestSidePx = 3000
const quality = 0.85
/** The server takes no larger ones. */
const largestBytes = 10 * 1024 * 1024

/**
 * A photo as it is kept: not larger than it needs to be, upright, and without what the camera wrote into it (the place among
 * that). What the browser cannot draw goes as it came.
 *
 * @throws Error with a sentence when it is no image or too large
 */
export async function takenPhoto(file: File): Promise<Blob> {
  if (file.type !== '' && !file.type.startsWith('image/'))
    throw new Error(`“${file.name}” is no picture. Expected a photo as JPEG, PNG or WebP.`)
  const drawn = await drawSmaller(file)
  const photo = drawn ?? file
  if (photo.size > largestBytes)
    throw new Error(
      `“${file.name}” is ${(photo.size / 1024 / 1024).toFixed(0)} MB; at most ${largestBytes / 1024 / 1024} MB are kept. Take it at a lower resolution.`,
    )
  if (photo.size === 0) throw new Error(`“${file.name}” is empty: there is nothing to keep.`)
  return photo
}

async function drawSmaller(file: File): Promise<Blob | null> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (image === null) return null
  const scale = Math.min(1, longestSidePx / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
}
