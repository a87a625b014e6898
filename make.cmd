@echo off
rem The targets of the Makefile on Windows: in cmd and PowerShell the same words as with make, by a double click a menu.
rem .ci\make.py does the work; here only a Python for it is looked for. ASCII only, line ends CRLF (.gitattributes).
setlocal DisableDelayedExpansion
pushd "%~dp0"
set "PERFDOCS_PYTHON="
set "PERFDOCS_PROBE=import sys; sys.exit(sys.version_info < (3, 11))"
py -3 -c "%PERFDOCS_PROBE%" >nul 2>nul && set "PERFDOCS_PYTHON=py -3"
if not defined PERFDOCS_PYTHON (python -c "%PERFDOCS_PROBE%" >nul 2>nul && set "PERFDOCS_PYTHON=python")
if not defined PERFDOCS_PYTHON (if exist ".venv\Scripts\python.exe" set "PERFDOCS_PYTHON=.venv\Scripts\python.exe")
if not defined PERFDOCS_PYTHON goto no_python
rem The command line of this cmd tells a double click; its quotes and & are safe only when it is expanded late.
setlocal EnableDelayedExpansion
set "PERFDOCS_CMDLINE=!cmdcmdline!"
%PERFDOCS_PYTHON% .ci\make.py %*
set "PERFDOCS_STATUS=!errorlevel!"
popd
exit /b %PERFDOCS_STATUS%
:no_python
for /f "tokens=2 delims=:." %%p in ('chcp') do set "PERFDOCS_PAGE=%%p"
chcp 65001 >nul
type ".ci\no-python.txt"
chcp %PERFDOCS_PAGE% >nul
popd
if "%~1"=="" pause
exit /b 2
