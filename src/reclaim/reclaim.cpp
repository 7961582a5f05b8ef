#include "reclaim/reclaim.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/agreement.hpp"
#include "reclaim/item_table.hpp"
#include "reclaim/list_check.hpp"
#include "reclaim/option_check.hpp"
#include "reclaim/private_file.hpp"
#include "reclaim/reclaim_checked.hpp"
#include "reclaim/reclaim_connection.hpp"
#include "reclaim/reclaim_protection.hpp"
#include "reclaim/reclaim_report.hpp"
#include "reclaim/terminal_text.hpp"

namespace burner::reclaim {
namespace {

/// One run of the command. `say` is for people: standard output, or standard error beside JSON.
class Job {
  public:
    Job(const ReclaimOptions& options, const solana::Keypair& keypair, assets::Protection protection, std::istream& in,
        std::ostream& say, std::ostream& err, const std::stop_token& stop_token)
        : options_(options),
          keypair_(keypair),
          wallet_(solana::to_base58(keypair.address())),
          protection_(std::move(protection)),
          in_(in),
          say_(say),
          err_(err),
          stop_token_(stop_token) {}

    /// Whatever goes wrong on the way, `outcome` holds what had been done by then.
    End run(const Surroundings& surroundings) {
        auto connection = connect(options_, wallet_, surroundings, err_);
        if (!connection) return {reclaim_exit::usage, connection.error()};
        const auto assets = connection->client->get_wallet_assets(wallet_, {stop_token_});
        if (assets.wallet_address != wallet_) return {reclaim_exit::distrusted, "the server listed another wallet"};
        if (auto problem = list_problem(assets)) return {reclaim_exit::distrusted, *std::move(problem)};
        for (const auto& warning : assets.warnings)
            err_ << fmt::format("warning: {} could not be read: {}\n", printable(warning.source, 64),
                                printable(warning.message));
        auto chosen = choose(assets, options_.named, protection_);
        if (!chosen) return {reclaim_exit::usage, chosen.error()};
        choice_ = *std::move(chosen);
        if (options_.withdraw_excess) add_withdrawals(choice_);
        say_ << "Wallet " << wallet_ << "\n\n" << item_table(choice_);
        if (choice_.is_empty()) {
            say_ << "There is nothing to reclaim.\n";
            return {};
        }
        auto agreed = Agreement{options_, choice_, protection_, in_, say_}.reach(surroundings);
        if (!agreed) return std::move(agreed.error());
        return carry_out(*connection->client, *agreed);
    }

    void report(const End& end, std::ostream& out) const {
        if (!end.error.empty()) err_ << "error: " << end.error << '\n';
        const bool has_story =
            !outcome_.transactions.empty() || !outcome_.failures.empty() || !outcome_.signatures.empty();
        if (has_story) say_ << report_text(outcome_, options_.dry_run);
        if (options_.json) out << report_json({wallet_, choice_, outcome_, options_.dry_run, end.code, end.error});
    }

  private:
    End carry_out(burnandclaim::BurnerClient& client, const RunSettings& settings) {
        ReclaimProgress progress{say_, options_.progress};
        CheckedReclaim reclaim{client, keypair_, choice_, settings, options_.sleep, progress, outcome_};
        auto end = options_.dry_run ? reclaim.plan(stop_token_) : reclaim.run(stop_token_);
        if (end) return *std::move(end);
        return {outcome_.failures.empty() ? reclaim_exit::done : reclaim_exit::incomplete, {}};
    }

    const ReclaimOptions& options_;
    const solana::Keypair& keypair_;
    std::string wallet_;
    assets::Protection protection_;
    std::istream& in_;
    std::ostream& say_;
    std::ostream& err_;
    std::stop_token stop_token_;
    Choice choice_;
    ReclaimOutcome outcome_;
};

int refuse(std::ostream& err, int code, std::string_view reason) {
    err << "error: " << reason << '\n';
    return code;
}

}  // namespace

int reclaim(const ReclaimOptions& options, const Surroundings& surroundings, std::istream& in, std::ostream& out,
            std::ostream& err, const std::stop_token& stop_token) {
    if (const auto problem = option_problem(options)) return refuse(err, reclaim_exit::usage, *problem);
    auto protection = options.protection.change(default_protection);
    if (!protection) return refuse(err, reclaim_exit::usage, protection.error());
    const auto file = read_keypair_file(options.keypair);
    if (!file) return refuse(err, reclaim_exit::usage, file.error());
    if (file->is_exposed)
        err << "warning: others can read " << options.keypair.string() << ", the wallet's private key; chmod 600 it\n";
    if (!options.dry_run && !options.yes && !options.is_interactive)
        return refuse(err, reclaim_exit::declined, "standard input is no terminal: use --yes to sign without asking");

    Job job{options, file->content, *std::move(protection), in, options.json ? err : out, err, stop_token};
    End end;
    try {
        end = job.run(surroundings);
    } catch (const burnandclaim::CancelledError&) {
        end = {reclaim_exit::interrupted, "interrupted"};
    } catch (const std::exception& error) {  // BurnerError, or what starting the local server threw
        end = {reclaim_exit::unavailable, printable(error.what(), 500)};
    }
    job.report(end, out);
    return end.code;
}

}  // namespace burner::reclaim
