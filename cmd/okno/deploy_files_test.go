package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v2"
)

// besides are variables that are not of all commands.
var besides = []string{"OKNO_DEMO_SITE_ADDR", "OKNO_POSTGRES_BIN"}

// A setting that has another name by now is one that nobody reads.
func TestWhatIsDeployedNamesSettingsThatThereAre(t *testing.T) {
	t.Parallel()
	known := slices.Clone(besides)
	for _, s := range settings() {
		known = append(known, s.name)
	}
	name := regexp.MustCompile(`\bOKNO_[A-Z_]*[A-Z]\b`)
	check := func(path string, text []byte) {
		for _, found := range name.FindAllString(string(text), -1) {
			if !slices.Contains(known, found) {
				t.Errorf("%s names %s, which is no setting", path, found)
			}
		}
	}
	files := 0
	err := filepath.WalkDir("../../deploy", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		check(path, text)
		return err
	})
	if err != nil || files < 12 {
		t.Fatalf("%d files, %v", files, err)
	}
	for _, doc := range []string{"README.md", "SECURITY.md", "docs/operations.md", "docs/secrets.md"} {
		text, err := os.ReadFile("../../" + doc)
		if err != nil {
			t.Fatal(err)
		}
		check(doc, text)
	}
}

func TestUnitsAreSound(t *testing.T) {
	t.Parallel()
	units := map[string]string{}
	for _, name := range []string{"okno.service", "okno-worker.service", "okno-backup.service", "okno-backup.timer"} {
		units[name] = read(t, "systemd/"+name)
		if strings.HasSuffix(name, ".timer") {
			continue
		}
		for _, line := range []string{"User=okno", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "KillMode=mixed", "EnvironmentFile=-/etc/okno/okno.env"} {
			if !strings.Contains(units[name], "\n"+line+"\n") {
				t.Errorf("%s is without %s", name, line)
			}
		}
	}
	analyze, err := exec.LookPath("systemd-analyze") // systemd's own judgement, where it is installed
	if err != nil {
		return
	}
	dir := t.TempDir()
	var paths []string
	for name, text := range units {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "/usr/bin/okno", "/bin/true")), 0o600); err != nil { // it looks for the program
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	if out, err := exec.Command(analyze, append([]string{"verify", "--man=no"}, paths...)...).CombinedOutput(); err != nil || strings.Contains(string(out), dir) {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
	for _, name := range []string{"okno.service", "okno-worker.service", "okno-backup.service"} {
		if out, err := exec.Command(analyze, "security", "--offline=true", "--threshold=20", filepath.Join(dir, name)).CombinedOutput(); err != nil {
			t.Errorf("systemd-analyze security: %v\n%s", err, out)
		}
	}
}

func TestTheContainersAreSound(t *testing.T) {
	t.Parallel()
	file := read(t, "container/Containerfile")
	for _, line := range []string{"CGO_ENABLED=0", "\nUSER 10001", "\nVOLUME /data", "\nHEALTHCHECK ", "/readyz", "postgresql17-contrib"} {
		if !strings.Contains(file, line) {
			t.Errorf("the Containerfile is without %q", line)
		}
	}
	var compose struct {
		Services map[string]struct {
			Image     string
			DependsOn map[string]struct{ Condition string } `yaml:"depends_on"`
			Ports     []string
		}
		Volumes map[string]any
	}
	if err := yaml.Unmarshal([]byte(read(t, "container/compose.yaml")), &compose); err != nil {
		t.Fatal(err)
	}
	for name, s := range compose.Services {
		for other := range s.DependsOn {
			if _, there := compose.Services[other]; !there {
				t.Errorf("%s waits for %s, which is not there", name, other)
			}
		}
		if s.Image == "" || len(s.Ports) > 0 && name != "caddy" {
			t.Errorf("%s: %+v", name, s)
		}
	}
	asked := regexp.MustCompile(`\$\{([A-Z_]+)`)
	example := read(t, "container/env.example")
	for _, found := range asked.FindAllStringSubmatch(read(t, "container/compose.yaml"), -1) {
		if !strings.Contains(example, "\n"+found[1]+"=") {
			t.Errorf("env.example is without %s", found[1])
		}
	}
}

func TestThePackageHasAllItsFiles(t *testing.T) {
	t.Parallel()
	var packed struct {
		Contents []struct{ Src, Dst string }
		Scripts  map[string]string
	}
	if err := yaml.Unmarshal([]byte(read(t, "deb/nfpm.yaml")), &packed); err != nil {
		t.Fatal(err)
	}
	sources := []string{}
	for _, c := range packed.Contents {
		sources = append(sources, c.Src)
	}
	for _, script := range packed.Scripts {
		sources = append(sources, script)
	}
	for _, source := range sources {
		if _, err := os.Stat("../../" + source); err != nil && source != "bin/okno" {
			t.Error(err)
		}
	}
	if len(packed.Contents) < 8 || len(packed.Scripts) != 2 {
		t.Errorf("%+v", packed)
	}
}
