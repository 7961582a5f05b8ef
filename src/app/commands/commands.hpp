#pragma once

namespace CLI {
class App;
}

namespace burner::app {

/// Each adds one command, with its flags, help and action, to `burner`. A command ends the program by throwing:
/// std::runtime_error with a sentence for the user, CLI::RuntimeError with an exit code.
void add_serve(CLI::App& burner);
void add_project(CLI::App& burner);
void add_key(CLI::App& burner);
void add_signing_key(CLI::App& burner);
void add_server_secret(CLI::App& burner);
void add_sponsor(CLI::App& burner);
void add_webhook(CLI::App& burner);
void add_audit(CLI::App& burner);
void add_migrate(CLI::App& burner);
void add_node(CLI::App& burner);
void add_storage(CLI::App& burner);
void add_pause(CLI::App& burner);
void add_resume(CLI::App& burner);
void add_reclaim(CLI::App& burner);

}  // namespace burner::app
