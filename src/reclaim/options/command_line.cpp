#include "reclaim/options/command_line.hpp"

#include <cstdlib>

#include <CLI/CLI.hpp>

#include "reclaim/options/option_check.hpp"
#include "reclaim/options/solana_config.hpp"

namespace burner::reclaim {
namespace {

constexpr auto footer =
    R"(What is shown:
  First a summary: what is closed and burned, what stays and why, what it gives
  back and costs at most. Every burn has a line of its own. --list shows every
  item and ends; at the question, "list" shows them too. On a terminal lines
  fit its width; in a file or a pipe nothing is cut.

Who is trusted:
  This command reads every transaction before it signs. It refuses one that
  does anything but what was shown, and signs nothing after that. Names,
  dollars and collections are the server's word: it can lie about a value, and
  then neither --protect-above-usd nor --burn-below-usd knows better.
  --protect-mint always holds. Whether an NFT is a position in a liquidity pool
  is the server's word too, unless --verify-rpc asks the chain.

What is protected:
  --protect-above-usd (default 1), --protect-mint and --protect-collection keep
  items from being burned, also when they are named. A token that nobody prices
  has no value that could protect it: you are asked about each, and --yes needs
  --allow-unpriced. A token whose price is not known now is not burned. With
  --rpc-url, prices come from BURNER_PRICES_URL; without it no price is known.
  NFTs have no price here. Empty accounts are closed in any case.

Whose key:
  --keypair, else the key that Solana's command line is set to. With --wallet
  no key is needed: the transactions are built and checked, and not signed.
  --unsigned has another program sign: it writes one transaction, refreshes it
  while it waits for the signature, submits, and writes the next. Nobody needs
  to hurry, but a signature must be there within 10 minutes.
  --fee-payer is for a wallet without SOL: that key pays the network, and signs
  after the wallet. What comes back goes to the wallet, all of it.

Credentials:
  --session-token-file, else --api-key-file, else BURNER_API_KEY of the
  environment. --rpc-url starts a server in this process and needs none.

Exit codes:
  0    everything was done, or there was nothing to do
  1    some items were rejected or failed; the others were done, unless too
       many failed on the chain
  2    wrong options, key file or credentials; or you named what is protected,
       a position or of no known price
  3    the server or the RPC could not be reached, or refused
  4    the server's list or transaction was not what it should be; it was not
       signed, nor was anything after it
  5    nobody confirmed, or signed in time
  130  you pressed Ctrl-C; the report says what was sent and what is confirmed

Examples:
  Look first, without a key, and with a server in this process:
    burner reclaim --wallet ADDRESS -u mainnet-beta --list
  Take the key from a password store:
    pass show wallet | burner reclaim --keypair - --yes
  Sign with a Ledger, by any tool that signs a transaction in base64:
    burner reclaim --wallet ADDRESS --unsigned FOLDER
  Propose it to the wallet in a phone, by a link:
    burner reclaim --wallet ADDRESS --sign-page https://burn.example/sign
  Have another key pay for a wallet without SOL:
    burner reclaim --keypair id.json --fee-payer payer.json
  Close all empty accounts through a server:
    export BURNER_API_KEY=ak_live_...
    burner reclaim --keypair id.json --server https://burner.example.com
  Burn two tokens, too, without a question:
    burner reclaim --keypair id.json --burn MINT1 MINT2 --yes --allow-unpriced
  Burn all tokens that are worth less than five cents:
    burner reclaim --keypair id.json --burn-below-usd 0.05
  Burn a token that is worth 20 dollars at most:
    burner reclaim --keypair id.json --burn MINT1 --protect-above-usd 20
  Burn an NFT, and let the chain say that it is no position:
    burner reclaim --keypair id.json --burn NFT1 --verify-rpc https://rpc.example
  Donate a twentieth, and pay nothing for priority:
    burner reclaim --keypair id.json --donation 5 --donation-to ADDRESS \
      --priority none)";

void refuse_key(const std::string&) {
    throw CLI::ValidationError("--api-key",
                               "every user of the machine can read command lines, and shells keep them. Set "
                               "BURNER_API_KEY or use --api-key-file");
}

/// Says what is wrong with a percentage, as CLI::Range lets NaN through; empty if it is good.
std::string percent_problem(const std::string& text) {
    double percent = 0;
    const bool is_number = CLI::detail::lexical_cast(text, percent);
    return is_number && percent >= 0 && percent <= 100 ? std::string{} : "must be a percentage from 0 to 100";
}

std::string sol_problem(const std::string& text) {
    return lamports_from_sol(text) ? std::string{} : "must be an amount of SOL such as 0.001";
}

std::string usd_problem(const std::string& text) {
    return dollars_from(text) ? std::string{} : "must be dollars such as 0.05";
}

void add_wallet(CLI::App& command, ReclaimOptions& options) {
    auto* keypair = command.add_option("-k,--keypair", options.keypair,
                                       "file of the wallet's key, as Solana's CLI or Phantom gives it; - is standard "
                                       "input (default: the key of Solana's CLI)");
    auto* wallet =
        command.add_option("--wallet", options.wallet, "address of the wallet: look without its key, and sign nothing")
            ->type_name("ADDRESS");
    command
        .add_option("--unsigned", options.unsigned_folder,
                    "empty folder: write 1.unsigned, wait for 1.signed beside it, and so on; needs --wallet")
        ->type_name("FOLDER");
    command
        .add_option("--sign-page", options.sign_page,
                    "URL of a signing page: print a link that proposes this to the wallet, and sign nothing; needs "
                    "--wallet")
        ->type_name("URL");
    command.add_option("--fee-payer", options.fee_payer,
                       "file of a key that pays the network in place of the wallet, or -; it is repaid nothing");
    keypair->excludes(wallet);
    if (const char* home = std::getenv("HOME")) options.home = home;
}

void add_where(CLI::App& command, ReclaimOptions& options) {
    auto* server = command.add_option("--server", options.server, "URL of the server (default http://127.0.0.1:8080)");
    command.add_flag("--allow-http", options.allow_http,
                     "send the credential over http:// to another machine, where everybody on the way can read it");
    auto* rpc = command.add_option("-u,--rpc-url", options.rpc_url,
                                   "URL of a Solana RPC, or mainnet-beta, devnet, testnet or localhost; starts a "
                                   "server in this process, which uses it");
    rpc->transform([](const std::string& moniker) { return url_of(moniker); });
    auto* key = command.add_option("--api-key-file", options.api_key_file, "file that holds the API key");
    auto* session =
        command.add_option("--session-token-file", options.session_token_file, "file that holds a session token");
    rpc->excludes(server)->excludes(key)->excludes(session);
    key->excludes(session);
    command.add_option_function<std::string>("--api-key", refuse_key)->group("");
}

void add_burns(CLI::App& command, ReclaimOptions& options) {
    command.add_option("--burn", options.named.burn,
                       "mints whose tokens are burned, compressed ones too; addresses of Core assets and compressed "
                       "NFTs that are burned");
    command
        .add_option_function<std::string>(
            "--burn-below-usd", [&options](const std::string& usd) { options.named.below_usd = dollars_from(usd); },
            "burn every token that has a price and of which the wallet holds less than this")
        ->type_name("USD")
        ->check(usd_problem);
    command.add_option("--burn-liquidity", options.named.burn_liquidity,
                       "mints of LP tokens that are burned: you lose the share of the pool that they stand for");
    command.add_flag("--withdraw-excess", options.withdraw_excess,
                     "also take what accounts that stay hold beyond today's rent");
    options.protection.add_to(command);
    command.add_flag("--allow-unpriced", options.allow_unpriced,
                     "burn tokens that nobody prices without asking about each; no value protects them");
    command.add_option("--verify-rpc", options.verify_rpc,
                       "URL of a Solana RPC that is asked whether an NFT to burn is a position in a liquidity pool");
}

void add_costs(CLI::App& command, ReclaimOptions& options) {
    command
        .add_option("--donation", options.donation_percent,
                    "percent of what comes back that you donate: 5 is a twentieth (default 0); needs --donation-to")
        ->check(percent_problem);
    command.add_option("--donation-to", options.donation_to, "the only address that a donation may go to");
    command.add_flag("--allow-large-donation", options.allow_large_donation, "allow --donation above 50");
    command
        .add_option_function<std::string>(
            "--max-fee", [&options](const std::string& sol) { options.max_fee = lamports_from_sol(sol); },
            "the most SOL that the run may pay for priority (default: shown before signing)")
        ->type_name("SOL")
        ->check(sol_problem);
    command.add_option("--priority", options.priority, "priority fee: none, low, medium or high (default medium)")
        ->check(CLI::IsMember({"none", "low", "medium", "high"}));
}

void add_manner(CLI::App& command, ReclaimOptions& options) {
    command
        .add_option("--explorer", options.explorer,
                    "explorer for links, with {} in place of the signature, or none (default "
                    "https://explorer.solana.com/tx/{})")
        ->type_name("URL");
    command.add_flag("--list", options.list, "show every item of the wallet and end; nothing is built");
    command.add_flag("--dry-run", options.dry_run, "build and check the transactions, and sign nothing");
    command.add_flag("--yes", options.yes, "do not ask before signing");
    command.add_flag("--json", options.json,
                     "print one JSON object on standard output, and everything else on standard error");
}

}  // namespace

void add_reclaim_command(CLI::App& app, ReclaimOptions& options) {
    CLI::App& command =
        *app.add_subcommand("reclaim", "Close a wallet's empty token accounts and burn the tokens that you name");
    add_wallet(command, options);
    add_burns(command, options);
    add_costs(command, options);
    add_where(command, options);
    add_manner(command, options);
    command.footer(footer);
    if (const char* key = std::getenv("BURNER_API_KEY")) options.api_key = base::Secret{key};
}

}  // namespace burner::reclaim
