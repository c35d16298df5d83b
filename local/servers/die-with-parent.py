# die-with-parent.py PARENT SIGNAL COMMAND...: becomes COMMAND, which gets SIGNAL as soon as process PARENT has ended.
# PR_SET_PDEATHSIG is 1, see prctl(2); it says nothing of a parent that had ended before, hence the comparison.
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, int(sys.argv[2]))
os.getppid() == int(sys.argv[1]) and os.execv(sys.argv[3], sys.argv[3:])
