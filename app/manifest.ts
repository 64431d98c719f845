import type { MetadataRoute } from 'next'

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Interphase',
    short_name: 'Interphase',
    description: 'Where a lab plans, makes and judges cathode coatings together.',
    start_url: '/',
    display: 'standalone',
    background_color: '#fcfdfd',
    theme_color: '#f5f7f9',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}
