#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace burner::limits {

/// The value that stands for no limit.
inline constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

/// What each API key of a project may do.
struct Tier {
    std::string name;
    std::uint32_t requests_per_minute;
    std::uint32_t requests_per_month;
    std::string plan{};

    bool operator==(const Tier&) const = default;
};

/// The built-in tiers (docs/config.md), and what the configuration changes or adds. Immutable once built.
class TierTable {
  public:
    /// `overrides` replace the limits of tiers of the same name and add others.
    explicit TierTable(std::span<const Tier> overrides = {});

    const Tier* find(std::string_view name) const;
    /// Returns the limits of a tier. A name that is no longer in the table, since the configuration has changed, stands
    /// for no limits.
    std::uint32_t requests_per_minute(std::string_view name) const;
    std::uint32_t requests_per_month(std::string_view name) const;
    std::span<const Tier> all() const { return tiers_; }

  private:
    std::vector<Tier> tiers_;
};

}  // namespace burner::limits
