#include "reclaim/reclaim.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/choice/list_check.hpp"
#include "reclaim/choice/protection.hpp"
#include "reclaim/options/option_check.hpp"
#include "reclaim/options/private_file.hpp"
#include "reclaim/report/report.hpp"
#include "reclaim/review/agreement.hpp"
#include "reclaim/review/item_table.hpp"
#include "reclaim/run/checked_reclaim.hpp"
#include "reclaim/run/connection.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

/// One run of the command.
class Job {
  public:
    Job(const ReclaimOptions& options, const solana::Keypair& keypair, assets::Protection protection,
        const Console& console)
        : options_(options),
          keypair_(keypair),
          wallet_(solana::to_base58(keypair.address())),
          protection_(std::move(protection)),
          console_(console) {}

    /// Whatever goes wrong on the way, `outcome` holds what had been done by then.
    End run(const Surroundings& surroundings) {
        auto connection = connect(options_, wallet_, surroundings.start_local_server, console_.err);
        if (!connection) return {reclaim_exit::usage, connection.error()};
        const auto assets = connection->client->get_wallet_assets(wallet_, {console_.stop_token});
        if (assets.wallet_address != wallet_) return {reclaim_exit::distrusted, "the server listed another wallet"};
        if (auto problem = list_problem(assets)) return {reclaim_exit::distrusted, *std::move(problem)};
        for (const auto& warning : assets.warnings)
            console_.err << fmt::format("warning: {} could not be read: {}\n", printable(warning.source, 64),
                                        printable(warning.message));
        auto chosen = choose(assets, options_.named, protection_);
        if (!chosen) return {reclaim_exit::usage, chosen.error()};
        choice_ = *std::move(chosen);
        if (options_.withdraw_excess) add_withdrawals(choice_);
        console_.text << "Wallet " << wallet_ << "\n\n" << item_table(choice_);
        if (choice_.is_empty()) {
            console_.text << "There is nothing to reclaim.\n";
            return {};
        }
        auto agreed = Agreement{options_, choice_, protection_, console_}.reach(surroundings.find_owners);
        if (!agreed) return std::move(agreed.error());
        return carry_out(*connection->client, *agreed);
    }

    void report(const End& end) const {
        if (!end.error.empty()) console_.err << "error: " << end.error << '\n';
        const bool has_story =
            !outcome_.transactions.empty() || !outcome_.failures.empty() || !outcome_.signatures.empty();
        if (has_story) console_.text << report_text(outcome_, options_.dry_run);
        if (options_.json)
            console_.json << report_json({wallet_, choice_, outcome_, options_.dry_run, end.code, end.error});
    }

  private:
    End carry_out(burnandclaim::BurnerClient& client, const RunSettings& settings) {
        ReclaimProgress progress{console_.text, console_.screen};
        CheckedReclaim reclaim{client, keypair_, choice_, settings, options_.sleep, progress, outcome_};
        auto end = options_.dry_run ? reclaim.plan(console_.stop_token) : reclaim.run(console_.stop_token);
        if (end) return *std::move(end);
        return {outcome_.failures.empty() ? reclaim_exit::done : reclaim_exit::incomplete, {}};
    }

    const ReclaimOptions& options_;
    const solana::Keypair& keypair_;
    std::string wallet_;
    assets::Protection protection_;
    const Console& console_;
    Choice choice_;
    ReclaimOutcome outcome_;
};

int refuse(std::ostream& err, int code, std::string_view reason) {
    err << "error: " << reason << '\n';
    return code;
}

}  // namespace

int reclaim(const ReclaimOptions& options, const Surroundings& surroundings, const Console& console) {
    if (const auto problem = option_problem(options)) return refuse(console.err, reclaim_exit::usage, *problem);
    auto protection = options.protection.change(default_protection);
    if (!protection) return refuse(console.err, reclaim_exit::usage, protection.error());
    const auto file = read_keypair_file(options.keypair);
    if (!file) return refuse(console.err, reclaim_exit::usage, file.error());
    if (file->is_exposed)
        console.err << "warning: others can read " << options.keypair.string()
                    << ", the wallet's private key; chmod 600 it\n";
    if (!options.dry_run && !options.yes && !console.is_interactive)
        return refuse(console.err, reclaim_exit::declined,
                      "standard input is no terminal: use --yes to sign without asking");

    Job job{options, file->content, *std::move(protection), console};
    End end;
    try {
        end = job.run(surroundings);
    } catch (const burnandclaim::CancelledError&) {
        end = {reclaim_exit::interrupted, "interrupted"};
    } catch (const std::exception& error) {  // BurnerError, or what starting the local server threw
        end = {reclaim_exit::unavailable, printable(error.what(), 500)};
    }
    job.report(end);
    return end.code;
}

}  // namespace burner::reclaim
