#include "fakes/postgres_process.hpp"

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace burner::fakes {

namespace {

constexpr uid_t nobody = 65534;
constexpr std::chrono::seconds longest_start{30};

/// Leaves root's rights, which PostgreSQL refuses.
void become_ordinary() {
    if (::getuid() != 0) return;
    if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0) ::_exit(126);
}

/// Starts a program that ends with this process. Its output goes to `log`.
pid_t start(const std::vector<std::string>& words, const std::filesystem::path& log) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child != 0) return child;
    become_ordinary();
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // PostgreSQL's immediate shutdown
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::setenv("LC_ALL", "C", 1);
    if (::getppid() == parent) ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

std::string text_of(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

}  // namespace

std::filesystem::path find_postgres_programs() {
    std::filesystem::path newest;
    int newest_version = 0;
    std::error_code missing;
    for (const auto& version : std::filesystem::directory_iterator{"/usr/lib/postgresql", missing}) {
        const int number = std::atoi(version.path().filename().c_str());
        if (number <= newest_version || !std::filesystem::exists(version.path() / "bin" / "initdb")) continue;
        newest = version.path() / "bin";
        newest_version = number;
    }
    return newest;
}

PostgresProcess::PostgresProcess(const std::filesystem::path& programs) {
    give_folder_away();
    make_data({programs / "initdb", "-D", folder() / "data", "-N", "-A", "trust", "-U", "burner", "-E", "UTF8",
               "--locale-provider=icu", "--icu-locale=en", "--locale=C.UTF-8"});
    serve(programs);
}

PostgresProcess::PostgresProcess(const std::filesystem::path& programs, const std::filesystem::path& primary) {
    give_folder_away();
    make_data({programs / "pg_basebackup", "-D", folder() / "data", "-h", primary, "-U", "burner", "-R", "-c", "fast",
               "--no-sync"});
    serve(programs);
}

void PostgresProcess::give_folder_away() const {
    if (::getuid() == 0 && ::chown(folder().c_str(), nobody, nobody) != 0)
        throw std::runtime_error("cannot give the server's folder away");
}

void PostgresProcess::make_data(const std::vector<std::string>& words) const {
    const pid_t made = start(words, folder() / "make.log");
    int status = 0;
    if (::waitpid(made, &status, 0) != made || status != 0)
        throw std::runtime_error(words.front() + " failed: " + text_of(folder() / "make.log"));
}

void PostgresProcess::serve(const std::filesystem::path& programs) {
    id_ = start({programs / "postgres", "-D", folder() / "data", "-k", folder(), "-c", "listen_addresses=", "-c",
                 "fsync=off", "-c", "full_page_writes=off", "-c", "deadlock_timeout=50ms", "-c", "shared_buffers=16MB",
                 "-c", "max_connections=200"},
                folder() / "server.log");
    wait_until_ready();
}

PostgresProcess::~PostgresProcess() {
    if (id_ <= 0) return;
    ::kill(id_, SIGQUIT);
    ::waitpid(id_, nullptr, 0);
}

void PostgresProcess::wait_until_ready() const {
    const std::string address = "host=" + folder().string() + " user=burner dbname=postgres connect_timeout=2";
    const auto end = std::chrono::steady_clock::now() + longest_start;
    while (PQping(address.c_str()) != PQPING_OK) {
        if (std::chrono::steady_clock::now() > end || ::waitpid(id_, nullptr, WNOHANG) != 0)
            throw std::runtime_error("PostgreSQL does not start: " + text_of(folder() / "server.log"));
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
}

}  // namespace burner::fakes
