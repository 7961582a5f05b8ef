#include "reclaim/options/command_line.hpp"

#include <cstdlib>

#include <CLI/CLI.hpp>

#include "reclaim/options/option_check.hpp"

namespace burner::reclaim {
namespace {

constexpr auto footer =
    R"(Credentials, in this order: --session-token-file, --api-key-file, the environment's BURNER_API_KEY.
With --rpc-url a server is started in this process and none are needed.

Every transaction is read before it is signed; one that does anything but what was shown is refused, and so is all that
comes after it. Names, dollars and collections are the server's word: a value or a collection protects as far as the
server tells the truth, a mint always. Whether an NFT is a position in a liquidity pool is the server's word too, unless
--verify-rpc asks the chain.

What --protect-above-usd (default 1), --protect-mint and --protect-collection protect is not burned, also when it is
named. A token that nobody prices is not protected by value: each is asked about, and --yes needs --allow-unpriced. One
whose price is not known now is not burned. With --rpc-url prices are asked of BURNER_PRICES_URL; without it none is known.
Accounts without a balance are closed all the same.

Exit codes:
  0  everything was done, or there was nothing to do
  1  some items were rejected or failed; the others were done, unless too many failed on the chain
  2  wrong options, key file or credentials; or what is protected, a position or of no known price was named
  3  the server could not be reached or refused
  4  the server's list or transaction was not what it should be; it was not signed, nor was anything after it
  5  nobody confirmed
  130  interrupted with Ctrl-C; the report says what was done

Examples:
  burner reclaim --keypair ~/.config/solana/id.json --rpc-url http://127.0.0.1:8899 --dry-run
  BURNER_API_KEY=ak_live_... burner reclaim --keypair id.json --server https://burner.example.com
  burner reclaim --keypair id.json --api-key-file key.txt --burn MINT1 --burn MINT2 --yes --allow-unpriced
  burner reclaim --keypair id.json --donation 5 --donation-to ADDRESS --priority none
  burner reclaim --keypair id.json --burn MINT1 --protect-above-usd 20 --protect-collection COLLECTION
  burner reclaim --keypair id.json --burn NFT1 --protect-above-usd none --verify-rpc https://rpc.example)";

void refuse_key(const std::string&) {
    throw CLI::ValidationError("--api-key",
                               "command lines are visible to every user of the machine and kept in shell histories; "
                               "set BURNER_API_KEY or use --api-key-file");
}

/// CLI::Range lets NaN through. An empty answer means good.
std::string percent_problem(const std::string& text) {
    double percent = 0;
    const bool is_number = CLI::detail::lexical_cast(text, percent);
    return is_number && percent >= 0 && percent <= 100 ? std::string{} : "must be from 0 to 100";
}

std::string sol_problem(const std::string& text) {
    return lamports_from_sol(text) ? std::string{} : "must be SOL such as 0.001";
}

void add_where(CLI::App& command, ReclaimOptions& options) {
    auto* server = command.add_option("--server", options.server, "URL of the server (default http://127.0.0.1:8080)");
    command.add_flag("--allow-http", options.allow_http,
                     "send the credential over http:// to another machine, where everybody on the way can read it");
    auto* rpc = command.add_option("--rpc-url", options.rpc_url, "Solana JSON-RPC URL; starts a server of its own");
    auto* key = command.add_option("--api-key-file", options.api_key_file, "file that holds the API key");
    auto* session =
        command.add_option("--session-token-file", options.session_token_file, "file that holds a session token");
    rpc->excludes(server)->excludes(key)->excludes(session);
    key->excludes(session);
    command.add_option_function<std::string>("--api-key", refuse_key)->group("");
}

void add_what(CLI::App& command, ReclaimOptions& options) {
    command.add_option("--keypair", options.keypair, "the wallet, as Solana's CLI keeps it: a JSON array of 64 bytes")
        ->required();
    command.add_option(
        "--burn", options.named.burn,
        "mints whose tokens, compressed ones among them, are burned, and addresses of Core assets and compressed NFTs; "
        "empty accounts are always closed");
    command.add_option("--burn-liquidity", options.named.burn_liquidity,
                       "mints of LP tokens to burn, which loses the share of the pool that they stand for");
    command.add_flag("--withdraw-excess", options.withdraw_excess,
                     "also take what the accounts that stay hold beyond today's rent; they stay as they are");
    options.protection.add_to(command);
    command.add_flag("--allow-unpriced", options.allow_unpriced,
                     "do not ask about each token to burn that nobody prices, so that no value protects it");
    command.add_option("--verify-rpc", options.verify_rpc,
                       "Solana JSON-RPC URL: asks the chain whether the NFTs to burn are positions in liquidity pools");
    command
        .add_option("--donation", options.donation_percent,
                    "percent of the rebate to donate: 5 is a twentieth (default 0); needs --donation-to")
        ->check(percent_problem);
    command.add_option("--donation-to", options.donation_to, "the only address that a donation may go to");
    command.add_flag("--allow-large-donation", options.allow_large_donation, "let --donation be above 50");
    command
        .add_option_function<std::string>(
            "--max-fee", [&options](const std::string& sol) { options.max_fee = lamports_from_sol(sol); },
            "the most SOL for priority over the whole run (default: as shown before signing)")
        ->type_name("SOL")
        ->check(sol_problem);
    command.add_option("--priority", options.priority, "priority fee: none, low, medium or high (default medium)")
        ->check(CLI::IsMember({"none", "low", "medium", "high"}));
    command.add_flag("--dry-run", options.dry_run, "build and check the transactions, sign nothing");
    command.add_flag("--yes", options.yes, "do not ask before signing");
    command.add_flag("--json", options.json, "print one JSON object; everything else goes to standard error");
}

}  // namespace

void add_reclaim_command(CLI::App& app, ReclaimOptions& options) {
    CLI::App& command = *app.add_subcommand("reclaim", "Close a wallet's empty token accounts, burn what is named");
    add_what(command, options);
    add_where(command, options);
    command.footer(footer);
    if (const char* key = std::getenv("BURNER_API_KEY")) options.api_key = base::Secret{key};
}

}  // namespace burner::reclaim
