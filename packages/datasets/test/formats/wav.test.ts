import { describe, expect, it } from 'vitest';
import { parseWav } from '../../src/index.ts';
import { faultOf } from '../idx-bytes.ts';
import { textBytes, wavBytes, wavChunk, wavFormat } from './file-bytes.ts';

const samples = wavChunk('data', [0, 0, 0xff, 0x7f, 0x00, 0x80]);

describe('parseWav', () => {
  it('reads samples as shares of 2¹⁵', () => {
    expect(parseWav('a.wav', wavBytes(wavFormat(), samples))).toEqual({
      rate: 8000,
      samples: Float32Array.of(0, 32767 / 32768, -1),
    });
  });

  it('walks over other chunks, which are filled up to an even length', () => {
    const bytes = wavBytes(wavChunk('LIST', [1, 2, 3]), wavFormat({ rate: 16000 }), wavChunk('fact', [1]), samples);
    expect(parseWav('a.wav', bytes)).toMatchObject({ rate: 16000, samples: { length: 3 } });
  });

  it.each([
    ['another kind of file', textBytes('<!DOCTYPE html>'), 'WAV_FORMAT'],
    ['compressed samples', wavBytes(wavFormat({ format: 7 }), samples), 'WAV_FORMAT'],
    ['two channels', wavBytes(wavFormat({ channels: 2 }), samples), 'WAV_FORMAT'],
    ['samples of 8 bits', wavBytes(wavFormat({ bits: 8 }), samples), 'WAV_FORMAT'],
    ['no rate', wavBytes(wavFormat({ rate: 0 }), samples), 'WAV_FORMAT'],
    ['samples before their format', wavBytes(samples, wavFormat()), 'WAV_FORMAT'],
    ['no samples', wavBytes(wavFormat()), 'WAV_TRUNCATED'],
    ['samples cut short', wavBytes(wavFormat(), samples).slice(0, -1), 'WAV_TRUNCATED'],
    ['half a sample', wavBytes(wavFormat(), wavChunk('data', [1])), 'WAV_TRUNCATED'],
    ['an empty file', new Uint8Array(0), 'WAV_TRUNCATED'],
  ])('refuses %s', (_, bytes, code) => {
    expect(faultOf(() => parseWav('a.wav', bytes)).code).toBe(code);
  });
});
