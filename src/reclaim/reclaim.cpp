#include "reclaim/reclaim.hpp"

#include <ostream>

#include "reclaim/choice/protection.hpp"
#include "reclaim/job.hpp"
#include "reclaim/options/option_check.hpp"
#include "reclaim/options/wallet.hpp"
#include "reclaim/report/report.hpp"

namespace burner::reclaim {
namespace {

/// Reports why a run does not begin, and returns its exit code.
int refuse(const ReclaimOptions& options, const Console& console, End end) {
    console.err << "error: " << end.error << '\n';
    if (options.json) console.json << error_json(end.code, end.error);
    return end.code;
}

/// Says why nobody can be asked to agree; nullopt if somebody can, or need not.
std::optional<End> nobody_to_ask(const ReclaimOptions& options, const Console& console) {
    if (options.dry_run || options.list || options.yes || console.is_interactive) return std::nullopt;
    return End{reclaim_exit::declined,
               "nobody can be asked, as standard input is not a terminal. Add --yes to sign without a question, or "
               "--dry-run or --list to look only"};
}

}  // namespace

int reclaim(ReclaimOptions options, const Surroundings& surroundings, const Console& console) {
    const bool has_signer = options.wallet.empty() || !options.unsigned_folder.empty();
    if (!has_signer) options.dry_run = true;
    const auto fail = [&](int code, std::string reason) { return refuse(options, console, {code, std::move(reason)}); };
    if (auto problem = option_problem(options)) return fail(reclaim_exit::usage, *std::move(problem));
    auto protection = options.protection.change(default_protection);
    if (!protection) return fail(reclaim_exit::usage, std::move(protection.error()));
    const auto wallet = wallet_of(options, console.in);
    if (!wallet) return fail(reclaim_exit::usage, wallet.error());
    for (const std::string& warning : wallet->warnings) console.err << "warning: " << warning << '\n';
    if (auto end = nobody_to_ask(options, console)) return refuse(options, console, *std::move(end));

    Job job{options, *wallet, *std::move(protection), console};
    const End end = job.run(surroundings);
    job.report(end);
    return end.code;
}

}  // namespace burner::reclaim
