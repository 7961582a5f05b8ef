#pragma once

#include <memory>
#include <optional>
#include <string>

#include "assets/protection.hpp"
#include "reclaim/choice/choice.hpp"
#include "reclaim/options/options.hpp"
#include "reclaim/options/wallet.hpp"
#include "reclaim/report/outcome.hpp"
#include "reclaim/review/run_settings.hpp"
#include "reclaim/run/signer.hpp"
#include "reclaim/surroundings.hpp"
#include "reclaim/terminal/console.hpp"
#include "reclaim/terminal/explorer.hpp"

namespace burner::reclaim {

/// One run of the command for one wallet.
class Job {
  public:
    Job(const ReclaimOptions& options, const Wallet& wallet, assets::Protection protection, const Console& console);

    /// Does everything from the list to the last transaction. If something goes wrong, the report has what was done
    /// before.
    End run(const Surroundings& surroundings);

    void report(const End& end) const;

  private:
    End list_and_reclaim(const Connection& connection, const Surroundings& surroundings);
    End take_list(const Connection& connection);
    void show_summary() const;
    End propose();
    End carry_out(burnandclaim::BurnerClient& client, const RunSettings& settings);
    std::optional<std::string> fee_payer() const;
    std::unique_ptr<Signer> wallet_signer(burnandclaim::BurnerClient& client) const;
    std::unique_ptr<Signer> signer_for(burnandclaim::BurnerClient& client) const;

    const ReclaimOptions& options_;
    const Wallet& owner_;
    std::string wallet_;
    assets::Protection protection_;
    const Console& console_;
    Explorer explorer_;
    Choice choice_;
    std::optional<std::string> lack_of_funds_;  ///< said once the wallet has something to reclaim
    ReclaimOutcome outcome_;
    std::string sign_link_;  ///< to the signing page; empty: none was asked for
};

}  // namespace burner::reclaim
