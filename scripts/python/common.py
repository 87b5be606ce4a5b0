"""What several suites need."""

import contextlib
import io
import json
import re
import runpy

import numpy


def read_case(folder):
    return json.loads((folder / 'case.json').read_text())


def floats(path):
    return numpy.fromfile(path, numpy.float32)


def farthest(one, other):
    """The largest difference of two lists of the same length."""
    one, other = numpy.ravel(one), numpy.ravel(other)
    assert one.shape == other.shape, f'{one.shape} is not {other.shape}'
    return float(numpy.abs(one - other).max())


def run_readme(folder):
    """Runs README.md as it stands, in the order of its blocks: lines of Python, and lines of a shell that start a
    file of the folder. Returns how many blocks there were."""
    blocks = re.findall(r'^```(\w+)\n(.*?)^```', (folder / 'README.md').read_text('utf-8'), re.S | re.M)
    with contextlib.redirect_stdout(io.StringIO()):
        for language, text in blocks:
            if language == 'python':
                exec(compile(text, 'README.md', 'exec'), {'__name__': 'readme'})
            else:
                assert language == 'sh', f'README.md has a block of {language}'
                for line in text.splitlines():
                    program, file = line.split()
                    assert program == 'python', line
                    runpy.run_path(str(folder / file), run_name='__main__')
    return len(blocks)
