/** Whether GPUs must be there: `REQUIRE_DEVICES=webgpu`. */
const required: boolean = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');

/** Why tests on a GPU are left out, or false. A GPU in software takes a minute for them: they run where somebody asks, and must pass there. */
export const skipped: string | false = required ? false : 'REQUIRE_DEVICES=webgpu runs the tests on a GPU';
