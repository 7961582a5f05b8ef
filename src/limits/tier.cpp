#include "limits/tier.hpp"

#include <algorithm>

namespace burner::limits {

TierTable::TierTable(std::span<const Tier> overrides)
    : tiers_{
          {"spark", 30, 10'000, "Free"},
          {"flame", 120, 100'000, "Flame"},
          {"blaze", 300, 500'000, "Blaze"},
          {"inferno", 600, unlimited, "Inferno"},
          {"unlimited", unlimited, unlimited, "Unlimited"},
      } {
    for (const Tier& tier : overrides) {
        const auto same = std::ranges::find(tiers_, tier.name, &Tier::name);
        if (same == tiers_.end()) {
            tiers_.push_back(tier);
        } else {
            same->requests_per_minute = tier.requests_per_minute;
            same->requests_per_month = tier.requests_per_month;
        }
    }
}

const Tier* TierTable::find(std::string_view name) const {
    const auto tier = std::ranges::find(tiers_, name, &Tier::name);
    return tier == tiers_.end() ? nullptr : &*tier;
}

std::uint32_t TierTable::requests_per_minute(std::string_view name) const {
    const Tier* tier = find(name);
    return tier == nullptr ? unlimited : tier->requests_per_minute;
}

std::uint32_t TierTable::requests_per_month(std::string_view name) const {
    const Tier* tier = find(name);
    return tier == nullptr ? unlimited : tier->requests_per_month;
}

}  // namespace burner::limits
