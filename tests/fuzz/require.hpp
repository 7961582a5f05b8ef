#pragma once

#include <cstdlib>

/// A property that must hold for every input: libFuzzer reports the abort with the input that broke it.
inline void require(bool holds) {
    if (!holds) std::abort();
}
