#pragma once

#include <optional>
#include <string>

#include "assets/protection.hpp"
#include "base/result.hpp"
#include "reclaim/choice/choice.hpp"
#include "reclaim/choice/positions.hpp"
#include "reclaim/options/options.hpp"
#include "reclaim/report/outcome.hpp"
#include "reclaim/review/run_settings.hpp"
#include "reclaim/terminal/console.hpp"

namespace burner::reclaim {

/// The step that tells the user what is about to happen and asks, if the options leave anything to ask. Nothing has
/// been built by then.
class Agreement {
  public:
    /// `fee_payer`: the address that pays the network; nullopt: the wallet.
    Agreement(const ReclaimOptions& options, const Choice& choice, const assets::Protection& protection,
              const Console& console, std::optional<std::string> fee_payer)
        : options_(options), choice_(choice), protection_(protection), console_(console) {
        settings_.fee_payer = std::move(fee_payer);
    }

    /// Returns what was agreed to, or how the run ends without an agreement.
    base::Result<RunSettings, End> reach(const FindOwners& find_owners);

  private:
    using Refusal = std::optional<End>;

    void take_options();
    Refusal settle_positions(const FindOwners& find_owners);
    Refusal settle_prices() const;
    Refusal settle_all() const;
    void say(const std::string& sentence) const;
    std::string ask(const std::string& question) const;
    bool is_confirmed(const std::string& question) const;

    const ReclaimOptions& options_;
    const Choice& choice_;
    const assets::Protection& protection_;
    const Console& console_;
    RunSettings settings_;
};

}  // namespace burner::reclaim
