# Every target sets up what it needs first: a virtual environment in .venv with the locked packages.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help render pdf check diff packs test test-fast lint types fmt docs pictures bench fuzz git-setup lock clean

# A directory `wheels` (`perfdocs wheels` makes it) has all packages for a machine without a network.
ifneq ($(wildcard wheels/*.whl),)
export PIP_NO_INDEX := 1
export PIP_FIND_LINKS := wheels
endif

help: ## 列出可用的命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

render: .venv/run ## 生成 Word 表格，放到 build/
	@$(BIN)/perfdocs render

pdf: .venv/run ## 生成 Word 表格和 PDF（要装有 LibreOffice），放到 build/
	@$(BIN)/perfdocs render --pdf

check: .venv/run ## 检查全部填报文件和版式
	@$(BIN)/perfdocs packs check; packs=$$?; $(BIN)/perfdocs check && exit $$packs

diff: .venv/run ## 比较两年的填报：make diff OLD=2023 NEW=2024
	@$(BIN)/perfdocs diff $(OLD) $(NEW)

packs: .venv/run ## 列出现有的版式
	@$(BIN)/perfdocs packs

test: lint types ## 运行全部测试（含代码规范和类型检查）
	$(BIN)/python -m pytest

test-fast: .venv/dev ## 二十秒内跑完的那部分测试，边改边跑
	$(BIN)/python -m pytest --quiet -m "not slow"

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

fmt: .venv/dev ## 整理代码的格式
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/dev ## 重新生成 docs/ 里由程序生成的页
	$(BIN)/python -m tests.support.generated_docs

pictures: .venv/dev ## 重新画 docs/images/ 里的图（要装 LibreOffice 和 Chromium）
	@$(BIN)/python -m tests.support.guide_pictures

bench: .venv/dev ## 量一量：读数的准确率、误报、快慢，与同类软件比；make bench reading 只量一部分
	@$(BIN)/python -m tests.bench $(PARTS)

# What stands behind `bench` on the command line are its parts, not targets.
ifeq (bench,$(firstword $(MAKECMDGOALS)))
PARTS := $(wordlist 2,99,$(MAKECMDGOALS))
.PHONY: $(PARTS)
$(PARTS): bench ; @:
endif

fuzz: .venv/dev ## 随机的输入和中断：make fuzz 3000 试三千份填报文件、一千五百份 Word 文件
	$(BIN)/python -m tests.fuzz $(NUMBERS)
	PERFDOCS_KILLS=10 $(BIN)/python -m pytest --quiet tests/test_faults.py
	PERFDOCS_TIMES=4 $(BIN)/python -m pytest --quiet -k _laws

# What stands behind `fuzz` on the command line are a number and the first seed.
ifeq (fuzz,$(firstword $(MAKECMDGOALS)))
NUMBERS := $(wordlist 2,3,$(MAKECMDGOALS))
.PHONY: $(NUMBERS)
$(NUMBERS): fuzz ; @:
endif

git-setup: .venv/run ## 让 git 能比较 Word 文件，提交前自动检查（只在这一份里有效）
	@$(BIN)/perfdocs git-setup

lock: .venv/dev ## 重新锁定依赖的版本（需要 uv）
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml .ci/build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev pyproject.toml .ci/build.in -c requirements.lock -o requirements-dev.lock

clean: ## 删除虚拟环境（build/ 里的表格不动）
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) .ci/bootstrap.py .venv

.venv/run: requirements.lock pyproject.toml | .venv/bin/python
	@echo "正在安装 perfdocs 需要的软件包（只在第一次，约一分钟）……" >&2
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
