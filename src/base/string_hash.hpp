#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace burner::base {

/// A hash by which tables keyed by std::string can be searched with a std::string_view.
struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

}  // namespace burner::base
