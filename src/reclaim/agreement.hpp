#pragma once

#include <iosfwd>
#include <optional>
#include <string_view>

#include "assets/protection.hpp"
#include "base/result.hpp"
#include "reclaim/reclaim.hpp"
#include "reclaim/reclaim_choice.hpp"
#include "reclaim/reclaim_outcome.hpp"
#include "reclaim/run_settings.hpp"

namespace burner::reclaim {

/// Tells the user what is about to happen and asks, as far as the options leave anything to ask. Nothing has been
/// built by then.
class Agreement {
  public:
    Agreement(const ReclaimOptions& options, const Choice& choice, const assets::Protection& protection,
              std::istream& in, std::ostream& say)
        : options_(options), choice_(choice), protection_(protection), in_(in), say_(say) {}

    /// What was agreed to, or how the run ends without an agreement.
    base::Result<RunSettings, End> reach(const Surroundings& surroundings);

  private:
    using Refusal = std::optional<End>;

    void take_options();
    Refusal settle_positions(const Surroundings& surroundings);
    Refusal settle_prices() const;
    Refusal settle_all() const;
    bool is_confirmed(std::string_view question) const;

    const ReclaimOptions& options_;
    const Choice& choice_;
    const assets::Protection& protection_;
    std::istream& in_;
    std::ostream& say_;
    RunSettings settings_;
};

}  // namespace burner::reclaim
