#pragma once

#include <cstddef>

namespace burner::assets {

/// The most items of one build (docs/openapi.yaml, `BuildTransactionsRequest`): the server refuses more, and the
/// wallet's own program asks for as many at a time.
inline constexpr std::size_t max_build_items = 1'000;

}  // namespace burner::assets
