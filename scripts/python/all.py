"""Opens every case of every suite: all.py FOLDER, whose folders are <suite>/<case>.

Writes wrong.json beside them: what was wrong with each case, '' where nothing was.
src/testing/python/registry.ts says how to add a suite.
"""

import importlib
import json
import os
import sys
import time
import traceback
from pathlib import Path


def open_all(folder):
    wrong = {}
    for suite in sorted(path.name for path in folder.iterdir() if path.is_dir()):
        began = time.monotonic()
        check = importlib.import_module(suite + '_suite').check
        wrong[suite] = {}
        for case in sorted((folder / suite).iterdir()):
            os.chdir(case)
            try:
                check(case)
                wrong[suite][case.name] = ''
            except Exception:
                wrong[suite][case.name] = traceback.format_exc()
        print(f'{suite}: {len(wrong[suite])} cases in {time.monotonic() - began:.1f} s')
    return wrong


if __name__ == '__main__':
    sys.path.insert(0, str(Path(__file__).parent))
    top = Path(sys.argv[1]).resolve()
    (top / 'wrong.json').write_text(json.dumps(open_all(top)))
