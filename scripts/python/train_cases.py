"""Runs the train.py of each folder given, in one process, since importing PyTorch takes seconds.

Each argument is FOLDER:STEP, where it is to stop.
"""

import runpy
import sys
import traceback

import torch

torch.set_num_threads(1)
failed = False
for case in sys.argv[1:]:
    folder, until = case.rsplit(":", 1)
    sys.argv = ["train.py", "--until", until]
    try:
        runpy.run_path(f"{folder}/train.py", run_name="__main__")
    except BaseException:
        failed = True
        print(f"{folder} failed:", file=sys.stderr)
        traceback.print_exc()
sys.exit(failed)
