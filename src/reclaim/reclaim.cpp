#include "reclaim/reclaim.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/item_table.hpp"
#include "reclaim/private_file.hpp"
#include "reclaim/reclaim_checked.hpp"
#include "reclaim/reclaim_connection.hpp"
#include "reclaim/reclaim_protection.hpp"
#include "reclaim/reclaim_report.hpp"
#include "reclaim/terminal_text.hpp"

namespace burner::reclaim {
namespace {

/// How the job ended, and the sentence for whoever started it.
struct End {
    int code = reclaim_exit::done;
    std::string error;
};

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
    End run(const StartLocalServer& start_local_server) {
        auto connection = connect(options_, wallet_, start_local_server, err_);
        if (!connection) return {reclaim_exit::usage, connection.error()};
        const auto assets = connection->client->get_wallet_assets(wallet_, {stop_token_});
        if (assets.wallet_address != wallet_) return {reclaim_exit::distrusted, "the server listed another wallet"};
        for (const auto& warning : assets.warnings)
            err_ << fmt::format("warning: {} could not be read: {}\n", printable(warning.source, 64),
                                printable(warning.message));
        auto chosen = choose(assets, options_.burn, protection_);
        if (!chosen) return {reclaim_exit::usage, chosen.error()};
        choice_ = *std::move(chosen);
        if (options_.withdraw_excess) add_withdrawals(choice_);
        return carry_out(*connection->client);
    }

    void report(const End& end, std::ostream& out) const {
        if (!end.error.empty()) err_ << "error: " << end.error << '\n';
        const bool has_story = !outcome_.transactions.empty() || !outcome_.failures.empty();
        if (has_story) say_ << report_text(outcome_, options_.dry_run);
        if (options_.json) out << report_json({wallet_, choice_, outcome_, options_.dry_run, end.code, end.error});
    }

  private:
    End carry_out(burnandclaim::BurnerClient& client) {
        say_ << "Wallet " << wallet_ << "\n\n" << item_table(choice_) << unpriced_note(choice_, protection_);
        if (choice_.is_empty()) {
            say_ << "There is nothing to reclaim.\n";
            return {};
        }
        const auto items = reviewed_items(choice_);
        if (!items) return {reclaim_exit::distrusted, items.error()};
        if (!is_confirmed()) return {reclaim_exit::declined, "nobody confirmed; nothing was signed"};
        ReclaimProgress progress{say_, options_.progress};
        CheckedReclaim reclaim{client,   keypair_, *items, {options_.donation_percent / 100, options_.priority},
                               progress, outcome_};
        const auto wanted = selections(choice_);
        if (const auto distrust =
                options_.dry_run ? reclaim.plan(wanted, stop_token_) : reclaim.run(wanted, stop_token_))
            return {reclaim_exit::distrusted, fmt::format("the server's transaction was refused: {}", *distrust)};
        return {outcome_.failures.empty() ? reclaim_exit::done : reclaim_exit::incomplete, {}};
    }

    bool is_confirmed() {
        say_ << fmt::format("Close {} accounts and burn {} tokens", choice_.close.size(), choice_.burn.size());
        if (!choice_.withdraw.empty()) say_ << fmt::format(", withdraw the excess of {}", choice_.withdraw.size());
        say_ << fmt::format(" for {} SOL, less network fees", to_sol(choice_.lamports()));
        if (options_.donation_percent > 0) say_ << fmt::format(" and a donation of {} %", options_.donation_percent);
        if (options_.dry_run || options_.yes) {
            say_ << ".\n";
            return true;
        }
        say_ << ". Burning cannot be undone. Go on? [y/N] " << std::flush;
        std::string answer;
        std::getline(in_, answer);
        return answer == "y" || answer == "Y" || answer == "yes";
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

int reclaim(const ReclaimOptions& options, const StartLocalServer& start_local_server, std::istream& in,
            std::ostream& out, std::ostream& err, const std::stop_token& stop_token) {
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
        end = job.run(start_local_server);
    } catch (const burnandclaim::CancelledError&) {
        end = {reclaim_exit::interrupted, "interrupted"};
    } catch (const std::exception& error) {  // BurnerError, or what starting the local server threw
        end = {reclaim_exit::unavailable, printable(error.what(), 500)};
    }
    job.report(end, out);
    return end.code;
}

}  // namespace burner::reclaim
