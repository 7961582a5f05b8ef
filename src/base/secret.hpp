#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace burner::base {

/// A text that must not be seen: it prints as `***` wherever it is formatted. `reveal` is the only way to it.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}

    std::string_view reveal() const { return value_; }
    bool empty() const { return value_.empty(); }

  private:
    std::string value_;
};

}  // namespace burner::base

template <>
struct fmt::formatter<burner::base::Secret> : fmt::formatter<std::string_view> {
    auto format(const burner::base::Secret&, fmt::format_context& context) const {
        return fmt::formatter<std::string_view>::format("***", context);
    }
};
