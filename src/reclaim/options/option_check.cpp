#include "reclaim/options/option_check.hpp"

#include <charconv>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "assets/protection.hpp"
#include "base/lamports.hpp"
#include "base/number_text.hpp"
#include "reclaim/terminal/explorer.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "reclaim/terminal/url_text.hpp"

namespace burner::reclaim {
namespace {

constexpr double max_without_flag = 50;  // percent
constexpr std::size_t sol_places = 9;

bool is_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::string> donation_problem(const ReclaimOptions& options) {
    if (!options.donation_to.empty() && !solana::pubkey_from_base58(options.donation_to))
        return fmt::format("--donation-to takes the address of a wallet, not {}", printable(options.donation_to, 60));
    if (!options.sign_page.empty() && !options.donation_to.empty())
        return "--donation-to goes with a run of your own. A signing page shows where its donations go";
    if (options.donation_percent > 0 && options.donation_to.empty() && options.sign_page.empty())
        return "--donation needs --donation-to ADDRESS, the wallet that you agree to donate to";
    if (options.donation_percent <= 0 && !options.donation_to.empty())
        return "--donation-to needs --donation PERCENT, the share that you donate";
    if (options.donation_percent > max_without_flag && !options.allow_large_donation)
        return fmt::format(
            "--donation {} gives away more than half, as it counts in percent. Add --allow-large-donation if you want "
            "that",
            options.donation_percent);
    return std::nullopt;
}

std::optional<std::string> sign_page_problem(const ReclaimOptions& options) {
    if (options.sign_page.empty()) return std::nullopt;
    if (options.wallet.empty()) return "--sign-page needs --wallet ADDRESS, to which the link proposes something";
    if (!options.unsigned_folder.empty()) return "--sign-page and --unsigned exclude each other. Leave one of them out";
    const bool is_plain = options.sign_page.find_first_of("#? ") == std::string::npos;
    if (!is_plain || authority_of(options.sign_page).empty())
        return fmt::format("--sign-page takes the http or https URL of a signing page, not {}",
                           printable(options.sign_page, 200));
    return std::nullopt;
}

std::optional<std::string> wallet_problem(const ReclaimOptions& options) {
    if (!options.wallet.empty() && !options.keypair.empty())
        return "--wallet and --keypair exclude each other. Leave one of them out";
    if (!options.wallet.empty() && !solana::pubkey_from_base58(options.wallet))
        return fmt::format("--wallet takes the address of a wallet, not {}", printable(options.wallet, 60));
    if (auto problem = sign_page_problem(options)) return problem;
    if (options.keypair == "-" && options.fee_payer == "-")
        return "--keypair and --fee-payer cannot both be read from standard input. Give one of them as a file";
    if (options.unsigned_folder.empty()) return std::nullopt;
    if (options.wallet.empty()) return "--unsigned needs --wallet ADDRESS, whose transactions are signed elsewhere";
    std::error_code error;
    if (!std::filesystem::is_directory(options.unsigned_folder, error) ||
        !std::filesystem::is_empty(options.unsigned_folder, error))
        return fmt::format("--unsigned takes a folder that is there and empty, not {}",
                           printable(options.unsigned_folder.string(), 200));
    return std::nullopt;
}

}  // namespace

std::optional<std::string> option_problem(const ReclaimOptions& options) {
    if (auto problem = wallet_problem(options)) return problem;
    if (!options.server.empty() && !options.rpc_url.empty())
        return "--server and --rpc-url exclude each other. Leave one of them out";
    for (const auto& [flag, url] : {std::pair{"--rpc-url", options.rpc_url}, {"--verify-rpc", options.verify_rpc}})
        if (!url.empty() && authority_of(url).empty())
            return fmt::format("{} takes the http or https URL of a Solana RPC", flag);
    if (std::string problem = explorer_problem(options.explorer); !problem.empty()) return problem;
    return donation_problem(options);
}

std::optional<std::uint64_t> lamports_from_sol(std::string_view text) {
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view places = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    const bool is_number = !whole.empty() && is_digits(whole) && is_digits(places) && places.size() <= sol_places &&
                           places.empty() == (point == std::string_view::npos);
    if (!is_number) return std::nullopt;
    std::string digits = std::string{whole} + std::string{places};
    digits.append(sol_places - places.size(), '0');
    const auto lamports = base::number_from_text<std::uint64_t>(digits);
    if (!lamports || *lamports >= base::lamports_bound) return std::nullopt;
    return lamports;
}

std::optional<double> dollars_from(const std::string& text) {
    const auto usd = assets::usd_from_text(text);
    if (!usd) return std::nullopt;
    double dollars = 0;
    std::from_chars(usd->data(), usd->data() + usd->size(), dollars);
    return dollars;
}

}  // namespace burner::reclaim
